package io.clevertap.test;

import io.clevertap.CleverTap;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;

/** Implements {@link CleverTapServer}. */
final class CleverTapServerExtension
    implements TestInstancePreConstructCallback,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(CleverTapServerExtension.class);

  /**
   * A resource that JUnit closes: through {@code AutoCloseable} from 5.13 on, and in older versions
   * through {@code CloseableResource}, which 5.13 deprecates.
   */
  @SuppressWarnings("deprecation")
  private interface Resource extends AutoCloseable, Store.CloseableResource {
    @Override
    void close();
  }

  /** A server, and the test that uses it. */
  private static final class Running implements Resource {

    final FakeCleverTap server = FakeCleverTap.start();
    final AtomicReference<@Nullable String> test = new AtomicReference<>();

    @Override
    public void close() {
      server.close();
    }
  }

  private record Client(CleverTap cleverTap) implements Resource {
    @Override
    public void close() {
      cleverTap.close();
    }
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    setStaticField(context); // with one instance per class, JUnit calls this before beforeAll
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    setStaticField(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    Running running = running(context);
    if (!running.test.compareAndSet(null, context.getUniqueId())) {
      throw new ExtensionConfigurationException(
          "Two tests use the server of one static field at the same time. Run them one after"
              + " another, with @Execution(ExecutionMode.SAME_THREAD), or give each test its own"
              + " server, with @CleverTapServer on the class");
    }
    running.server.reset();
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      for (Field field : fields(instance.getClass(), ModifierSupport::isNotStatic)) {
        field.set(instance, running.server);
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    running(context).test.compareAndSet(context.getUniqueId(), null);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == FakeCleverTap.class || type == CleverTap.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    FakeCleverTap server = running(context).server;
    return parameter.getParameter().getType() == FakeCleverTap.class
        ? server
        : context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                Client.class, key -> new Client(server.clientBuilder().build()), Client.class)
            .cleverTap();
  }

  private static void setStaticField(ExtensionContext context) {
    sharedField(context)
        .ifPresent(
            field -> {
              try {
                field.set(null, running(context).server);
              } catch (IllegalAccessException e) {
                throw new ExtensionConfigurationException("Cannot set " + field, e);
              }
            });
  }

  private static Running running(ExtensionContext context) {
    Optional<Field> shared = sharedField(context);
    if (shared.isPresent()) {
      return running(context.getRoot().getStore(NAMESPACE), shared.get());
    }
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "Each test gets its own server, and no test has started yet; to get a server earlier, put"
              + " @CleverTapServer on a static field of type FakeCleverTap");
    }
    return running(context.getStore(NAMESPACE), Running.class);
  }

  private static Running running(Store store, Object key) {
    return store.getOrComputeIfAbsent(key, absent -> new Running(), Running.class);
  }

  /** Returns the static field of the test class, its superclasses or its enclosing classes. */
  private static Optional<Field> sharedField(ExtensionContext context) {
    for (Class<?> type = context.getRequiredTestClass();
        type != null;
        type = type.getEnclosingClass()) {
      List<Field> fields = fields(type, ModifierSupport::isStatic);
      if (!fields.isEmpty()) {
        return Optional.of(fields.get(0));
      }
    }
    return Optional.empty();
  }

  private static List<Field> fields(Class<?> type, Predicate<Field> filter) {
    List<Field> fields =
        AnnotationSupport.findAnnotatedFields(
            type, CleverTapServer.class, filter, HierarchyTraversalMode.BOTTOM_UP);
    for (Field field : fields) {
      if (field.getType() != FakeCleverTap.class || ModifierSupport.isFinal(field)) {
        throw new ExtensionConfigurationException(
            "@CleverTapServer is on "
                + field
                + ", but the field must be a non-final FakeCleverTap");
      }
      field.setAccessible(true);
    }
    return fields;
  }
}
