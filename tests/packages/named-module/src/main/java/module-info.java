/** A user's module. The SDK's are automatic ones, which do not say that they need java.net.http. */
module example {
  requires io.clevertap;
  requires io.clevertap.client;
  requires java.net.http;
  requires jdk.httpserver;
}
