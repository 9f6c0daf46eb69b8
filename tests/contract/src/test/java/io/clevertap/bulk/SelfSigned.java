package io.clevertap.bulk;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a certificate that this run made for {@link #HOST}, and that only it trusts. */
final class SelfSigned {

  static final String HOST = "clevertap.invalid";

  /** For both the server and the client. */
  static final SSLContext CONTEXT = context();

  private static final String PASSWORD = "password";

  private SelfSigned() {}

  private static SSLContext context() {
    try {
      Path directory = Files.createTempDirectory("self-signed");
      Path file = directory.resolve("keys.p12");
      List<String> make =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-keyalg",
              "EC",
              "-dname",
              "CN=" + HOST,
              "-ext",
              "SAN=dns:" + HOST,
              "-storetype",
              "PKCS12",
              "-storepass",
              PASSWORD,
              "-keystore",
              file.toString());
      Process keytool = new ProcessBuilder(make).inheritIO().start();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      Files.delete(file);
      Files.delete(directory);
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, PASSWORD.toCharArray());
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(trust(keys));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new IllegalStateException("No certificate", e);
    }
  }

  private static KeyStore trust(KeyStore keys) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(HOST, keys.getCertificate(keys.aliases().nextElement()));
    return trust;
  }
}
