package io.clevertap.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a browser for a class; without one, says so of each test with {@link #TAG}. */
final class InABrowser implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  /** The {@link Tag} of a test that opens pages. */
  static final String TAG = "browser";

  private Chromium chromium;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (Chromium.program().isPresent()) {
      Path profile = Files.createDirectories(Path.of("target", "browser"));
      chromium = new Chromium(Files.createTempDirectory(profile, context.getDisplayName()));
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (chromium == null && context.getTags().contains(TAG)) {
      String hint =
          "The site was built, but not opened in a browser ("
              + context.getDisplayName()
              + "): put chromium or google-chrome on the PATH and run ./mvnw -Pdocs";
      System.err.println("WARNING: " + hint);
      abort(hint);
    }
  }

  /** Checks that a request of a page is for a file, or for data of the page itself. */
  static void staysInside(String request) {
    assertThat(request).matches("(?s)(file|data|blob):.*");
  }

  Chromium browser() {
    return chromium;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (chromium != null) {
      chromium.close();
    }
  }
}
