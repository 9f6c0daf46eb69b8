package io.clevertap.internal.api;

import feign.DefaultInvocationHandlerFactory;
import feign.InvocationHandlerFactory;
import feign.Target;
import feign.codec.EncodeException;
import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.internal.http.Operations;
import io.clevertap.internal.http.Time;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of each call of the API's interface how it ended, its answer read and judged. */
public final class ObservedCalls implements InvocationHandlerFactory {

  private final InvocationHandlerFactory calls = new DefaultInvocationHandlerFactory();
  private final ClientListener listener;
  private final Time time;

  ObservedCalls(ClientListener listener, Time time) {
    this.listener = listener;
    this.time = time;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Feign declares it
  public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
    InvocationHandler call = calls.create(target, dispatch);
    return (proxy, method, arguments) -> {
      Operation operation = Operations.named(method.getName());
      return operation == null
          ? call.invoke(proxy, method, arguments)
          : listened(operation, () -> call.invoke(proxy, method, arguments));
    };
  }

  private Object listened(Operation operation, Call call) throws Throwable {
    long start = time.nanoTime();
    Throwable failure = null;
    try {
      return call.run();
    } catch (EncodeException e) { // in which Feign wraps whatever the encoder throws
      failure = e.getCause() instanceof InvalidRecordException invalid ? invalid : e;
      throw failure;
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      listener.called(operation, Duration.ofNanos(time.nanoTime() - start), failure);
    }
  }

  private interface Call {
    @Nullable Object run() throws Throwable;
  }
}
