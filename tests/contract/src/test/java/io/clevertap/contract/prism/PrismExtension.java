package io.clevertap.contract.prism;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides the run's only {@link PrismServer} to tests, and prints the server's log of a test that
 * fails.
 */
public final class PrismExtension
    implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(PrismExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PrismServer.class;
  }

  @Override
  public PrismServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server(context);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(NAMESPACE).put("logged", server(context).log().length());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      int logged = context.getStore(NAMESPACE).get("logged", Integer.class);
      System.err.println("Prism, during " + context.getDisplayName() + ":");
      System.err.println(server(context).log().substring(logged));
    }
  }

  /** Starts the server on first use. JUnit closes it with the root store, at the end of the run. */
  private static PrismServer server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(PrismServer.class, type -> PrismServer.start(), PrismServer.class);
  }
}
