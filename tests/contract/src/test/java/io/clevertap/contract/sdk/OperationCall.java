package io.clevertap.contract.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Param;
import io.clevertap.CleverTap;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.contract.spec.Request;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;

/**
 * A call of an operation through its generated interface, whichever operation it is.
 *
 * @param arguments in the order of the method's parameters
 */
public record OperationCall(Class<?> api, Method method, Object[] arguments) {

  private static final ObjectMapper JSON =
      new ObjectMapper().addMixIn(CampaignRequest.class, Unions.class);

  /**
   * Returns the call that makes a request.
   *
   * @throws IllegalArgumentException when the generated models cannot hold the request
   */
  public static OperationCall of(Request request) {
    Class<?> api;
    try {
      api = Class.forName("io.clevertap.client.api." + request.operation().tag() + "Api");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    Method method =
        Stream.of(api.getMethods())
            .filter(candidate -> candidate.getName().equals(request.operation().toString()))
            .findFirst()
            .orElseThrow();
    return new OperationCall(
        api,
        method,
        Stream.of(method.getParameters())
            .map(parameter -> argument(parameter, request.content()))
            .toArray());
  }

  /** Makes the call, and throws what it throws. */
  public Object invoke(CleverTap cleverTap) throws Throwable {
    try {
      return method.invoke(cleverTap.api(api), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /**
   * Returns the value of a parameter. All parameters but the body are annotated with their name.
   */
  private static Object argument(Parameter parameter, JsonNode content) {
    Param name = parameter.getAnnotation(Param.class);
    JsonNode value = name == null ? content.path("body") : content.at("/query/" + name.value());
    if (value.isMissingNode() && name != null) {
      value = content.at("/path/" + name.value());
    }
    return JSON.convertValue(value.isMissingNode() ? null : value, parameter.getType());
  }
}
