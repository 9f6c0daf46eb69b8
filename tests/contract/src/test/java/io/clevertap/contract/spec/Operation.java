package io.clevertap.contract.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One operation of the API description, with the requests and responses of its examples. */
public record Operation(Spec spec, String method, String path, JsonPointer place) {

  /** The location of a media type, below a request body or a response. */
  private static final JsonPointer JSON = JsonPointer.compile("/content/application~1json");

  /** Returns the same operation of another description. */
  public Operation in(Spec other) {
    return new Operation(other, method, path, place);
  }

  /** Returns the tag, which gives the generated interface its name. */
  public String tag() {
    return spec.at(place).at("/tags/0").asText();
  }

  /** Returns the locations of the query parameters' schemas, by the parameters' names. */
  public Map<String, JsonPointer> parameters() {
    Map<String, JsonPointer> schemas = new LinkedHashMap<>();
    parameters("query").forEach((name, place) -> schemas.put(name, schema(place)));
    return schemas;
  }

  private Map<String, JsonPointer> parameters(String in) {
    Map<String, JsonPointer> places = new LinkedHashMap<>();
    JsonPointer parameters = place.appendProperty("parameters");
    for (int i = 0; i < spec.at(parameters).size(); i++) {
      JsonPointer parameter = spec.resolve(parameters.appendIndex(i));
      if (spec.at(parameter).get("in").asText().equals(in)) {
        places.put(spec.at(parameter).get("name").asText(), parameter);
      }
    }
    return places;
  }

  private static JsonPointer schema(JsonPointer parameter) {
    return parameter.appendProperty("schema");
  }

  /** Returns the location of the request body, which may be missing. */
  public JsonPointer body() {
    return place.appendProperty("requestBody");
  }

  /** Returns the location of the request body's schema, which may be missing. */
  public JsonPointer bodySchema() {
    return body().append(JSON).appendProperty("schema");
  }

  /** Returns a request for each example of a body and of a parameter. */
  public List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    JsonPointer examples = body().append(JSON).appendProperty("examples");
    spec.at(examples)
        .properties()
        .forEach(
            example -> {
              JsonNode value = spec.at(examples.appendProperty(example.getKey())).get("value");
              requests.add(request(example.getKey()).with("body", value));
            });
    Request base = requests.isEmpty() ? request("") : requests.get(0);
    parameters("query")
        .forEach(
            (name, parameter) -> {
              ObjectNode query = base.content().withObject("/query").deepCopy();
              query.set(name, spec.at(parameter).get("example"));
              requests.add(base.named(name).with("query", query));
            });
    if (requests.isEmpty()) {
      requests.add(base);
    }
    return requests;
  }

  /** Returns a response for each example of each status. */
  public List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    JsonPointer responses = place.appendProperty("responses");
    for (Map.Entry<String, JsonNode> response : spec.at(responses).properties()) {
      JsonPointer json = spec.resolve(responses.appendProperty(response.getKey())).append(JSON);
      JsonPointer examples = json.appendProperty("examples");
      for (Map.Entry<String, JsonNode> example : spec.at(examples).properties()) {
        answers.add(
            new Answer(
                this,
                Integer.parseInt(response.getKey()),
                example.getKey(),
                json.appendProperty("schema"),
                spec.at(examples.appendProperty(example.getKey())).get("value")));
      }
    }
    return answers;
  }

  /** Returns the location of the schema of the responses with a status; it may be missing. */
  public JsonPointer answerSchema(int status) {
    JsonPointer answer = place.appendProperty("responses").appendProperty(String.valueOf(status));
    return spec.resolve(answer).append(JSON).appendProperty("schema");
  }

  /** Returns a request with the examples of the parameters that every request must have. */
  private Request request(String name) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    parameters("path")
        .forEach(
            (parameter, place) ->
                content.withObject("/path").set(parameter, spec.at(place).get("example")));
    parameters("query").entrySet().stream()
        .filter(parameter -> spec.at(parameter.getValue()).path("required").asBoolean())
        .forEach(
            parameter ->
                content
                    .withObject("/query")
                    .set(parameter.getKey(), spec.at(parameter.getValue()).get("example")));
    return new Request(this, name, content);
  }

  @Override
  public String toString() {
    return spec.at(place).get("operationId").asText();
  }
}
