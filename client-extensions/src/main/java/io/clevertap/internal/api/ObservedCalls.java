package io.clevertap.internal.api;

import feign.DefaultInvocationHandlerFactory;
import feign.InvocationHandlerFactory;
import feign.Target;
import feign.codec.EncodeException;
import io.clevertap.ClientListener;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.api.Limits;
import io.clevertap.client.api.Operation;
import io.clevertap.internal.http.Time;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of each call against the limits of the spec, and tells the listener how the
 * call ended.
 *
 * @param checked whether it checks the arguments
 */
record ObservedCalls(boolean checked, ClientListener listener, Time time)
    implements InvocationHandlerFactory {

  private static final InvocationHandlerFactory CALLS = new DefaultInvocationHandlerFactory();

  @Override
  @SuppressWarnings("rawtypes") // as Feign declares it
  public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
    InvocationHandler call = CALLS.create(target, dispatch);
    return (proxy, method, arguments) -> {
      Operation operation = Operation.of(method.getName());
      if (operation != null) {
        return observed(operation, arguments, () -> call.invoke(proxy, method, arguments));
      }
      return method.getName().equals("equals") // of Object; Feign's only knows its own handlers
          ? proxy == arguments[0]
          : call.invoke(proxy, method, arguments);
    };
  }

  private Object observed(Operation operation, @Nullable Object[] arguments, Call call)
      throws Throwable {
    long start = time.nanoTime();
    Throwable failure = null;
    try {
      if (checked && arguments != null && !(arguments[0] instanceof CheckedBody)) {
        check(operation, arguments);
      }
      return call.run();
    } catch (EncodeException e) { // Feign wraps whatever the encoder throws
      failure = e.getCause() instanceof IllegalArgumentException invalid ? invalid : e;
      throw failure;
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      listener.called(operation, Duration.ofNanos(time.nanoTime() - start), failure);
    }
  }

  /**
   * Checks the arguments of an operation.
   *
   * @throws IllegalArgumentException when one breaks a limit of the spec
   */
  static void check(Operation operation, @Nullable Object... arguments) {
    try {
      Limits.check(operation, arguments);
    } catch (LimitException e) {
      throw new IllegalArgumentException(operation.operationId() + ": " + e.getMessage());
    }
  }

  private interface Call {
    @Nullable Object run() throws Throwable;
  }
}
