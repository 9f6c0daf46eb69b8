/** A user's module. */
module example {
  requires io.clevertap;
  requires io.clevertap.client;
  requires jdk.httpserver;
}
