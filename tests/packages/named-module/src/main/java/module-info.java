/** A user's module. The SDK's automatic modules do not declare that they require java.net.http. */
module example {
  requires io.clevertap;
  requires io.clevertap.client;
  requires java.net.http;
  requires jdk.httpserver;
}
