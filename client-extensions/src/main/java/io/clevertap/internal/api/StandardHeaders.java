package io.clevertap.internal.api;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import io.clevertap.Credentials;
import io.clevertap.client.api.CredentialHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Adds the credentials and the SDK's name to a request. */
public record StandardHeaders(Credentials credentials) implements RequestInterceptor {

  private static final String USER_AGENT = "clevertap-java/" + version();

  @Override
  public void apply(RequestTemplate template) {
    set(template, CredentialHeaders.ACCOUNT_ID, credentials.accountId());
    set(template, CredentialHeaders.PASSCODE, credentials.passcode());
    set(template, "User-Agent", USER_AGENT);
  }

  /** Replaces a header, because Feign would append to an existing one. */
  private static void set(RequestTemplate template, String name, String value) {
    template.removeHeader(name).headerLiteral(name, value);
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = StandardHeaders.class.getResourceAsStream("version.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
