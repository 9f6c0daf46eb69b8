package io.clevertap.contract;

import static io.clevertap.contract.SpecExamples.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UserProfile;
import io.clevertap.contract.spec.Answer;
import io.clevertap.contract.spec.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The generated models read every example, write it without loss, and read what newer responses may
 * contain.
 */
class ModelsTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  static Stream<Request> bodies() {
    return SpecExamples.requests().filter(request -> request.content().has("body"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void requestBody_readAndWritten_isTheSame(Request request) throws Exception {
    JsonNode body = request.content().get("body");

    assertThat(readAndWritten(request.operation().bodySchema(), body)).isEqualTo(body);
  }

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#answers")
  void response_readAndWritten_isTheSame(Answer answer) throws Exception {
    assertThat(readAndWritten(answer.schema(), answer.value()))
        .isEqualTo(withoutNulls(answer.value()));
  }

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#answers")
  void response_withUnknownFields_isRead(Answer answer) throws Exception {
    ObjectNode newer = answer.value().deepCopy();
    newer.findParents("objectId").forEach(parent -> ((ObjectNode) parent).put("newer", "field"));
    newer.putObject("newer").put("field", 1);

    assertThat(JSON.readValue(newer.toString(), model(answer.schema()))).isNotNull();
  }

  @Test
  void enum_thatNoRequestContains_isMarkedAsOneOfResponses() {
    Set<String> ofRequests = new HashSet<>();
    for (String part : List.of("requestBody", "parameters")) {
      SPEC.root().path("paths").findValues(part).forEach(node -> addReferences(node, ofRequests));
    }
    SPEC.root()
        .at("/components/schemas")
        .propertyStream()
        .filter(schema -> schema.getValue().has("enum"))
        .forEach(
            schema ->
                assertThat(schema.getValue().path("x-response").asBoolean())
                    .as(schema.getKey())
                    .isEqualTo(!ofRequests.contains("#/components/schemas/" + schema.getKey())));
  }

  private static void addReferences(JsonNode node, Set<String> references) {
    for (String reference : node.findValuesAsText("$ref")) {
      if (references.add(reference)) {
        addReferences(SPEC.root().at(reference.substring(1)), references);
      }
    }
  }

  @Test
  void profile_withUnknownFields_keepsThem() throws Exception {
    UserProfile profile =
        JSON.readValue(
            "{\"newer\":[1],\"platformInfo\":[{\"newer\":\"field\"}]}", UserProfile.class);

    assertThat(profile.getAdditionalProperties()).containsEntry("newer", List.of(1));
    assertThat(profile.getPlatformInfo().get(0).getAdditionalProperties())
        .containsEntry("newer", "field");
  }

  @Test
  void response_withUnknownEnumValues_isRead() throws Exception {
    UploadResponse response =
        JSON.readValue(
            "{\"status\":\"newer\",\"unprocessed\":[{\"code\":599}]}", UploadResponse.class);

    assertThat(response.getStatus()).isNull();
    assertThat(response.getUnprocessed().get(0).getCode()).isEqualTo(599);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"yes\"", "\"y\"", "\"\"", "true", "0", "1", "0.5", "[]", "[\"Y\"]", "{}"})
  void request_withUnknownEnumValue_isNotRead(String value) {
    String data = "{\"Employed\":" + value + "}";

    assertThatThrownBy(() -> new ObjectMapper().readValue(data, ProfileProperties.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("Employed")
        .hasMessageNotContaining("yes");
  }

  @Test
  void request_withUnknownEnumValue_namesTheKnownOnes() {
    assertThatThrownBy(
            () -> new ObjectMapper().readValue("{\"Education\":\"x\"}", ProfileProperties.class))
        .hasMessageContaining("Education is none of [School, College, Graduate]");
    assertThatThrownBy(() -> new ObjectMapper().readValue("{\"type\":1}", TokenData.class))
        .hasMessageContaining("TokenType is none of [apns, fcm,");
  }

  @Test
  void request_withUnsetFields_writesThoseThatAreSet() throws Exception {
    UploadRequest request =
        new UploadRequest()
            .addRecordsItem(new ProfileRecord().identity("1").profileData(new ProfileProperties()));

    assertThat(JSON.writeValueAsString(request))
        .isEqualTo("{\"d\":[{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}]}");
  }

  static Stream<Class<?>> models() {
    return SPEC.root()
        .at("/components/schemas")
        .propertyStream()
        .filter(schema -> schema.getValue().has("properties"))
        .filter(schema -> !schema.getValue().path("x-internal").asBoolean())
        .<Class<?>>map(schema -> model(JsonPointer.empty().appendProperty(schema.getKey())));
  }

  @ParameterizedTest
  @MethodSource("models")
  void model_new_writesNoUnsetField(Class<?> model) throws Exception {
    Object unset = model.getConstructor().newInstance();

    assertThat(JSON.readTree(JSON.writeValueAsString(unset))).doesNotContain(NullNode.instance);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void toString_ofARequest_containsNoValue(Request request) throws Exception {
    JsonNode body = request.content().get("body");
    Class<?> model = model(request.operation().bodySchema());
    assertContainsNoValue(JSON.treeToValue(body, model).toString(), body);
    if (model == UploadRequest.class) {
      for (JsonNode record : body.get("d")) {
        assertContainsNoValue(JSON.treeToValue(record, UploadRecord.class).toString(), record);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#answers")
  void toString_ofAResponse_containsNoValue(Answer answer) throws Exception {
    Object read = JSON.readValue(answer.value().toString(), model(answer.schema()));

    assertContainsNoValue(read.toString(), answer.value());
  }

  @Test
  void toString_ofAModel_namesTheFieldsThatAreSet() {
    assertThat(
            new ProfileProperties().email("ann@example.com").putAdditionalProperty("Tier", "Gold"))
        .hasToString("ProfileProperties[email, Tier]");
    assertThat(new UserProfile()).hasToString("UserProfile[]");
  }

  /** Shorter values may be a part of a name. */
  private static void assertContainsNoValue(String text, JsonNode value) {
    assertThat(text).matches("\\w+\\[[\\w ,]*]");
    if (value.asText().length() > 7) {
      assertThat(text).doesNotContain(value.asText());
    }
    value.forEach(child -> assertContainsNoValue(text, child));
  }

  private static JsonNode readAndWritten(JsonPointer schema, JsonNode value) throws Exception {
    return JSON.readTree(JSON.writeValueAsString(JSON.readValue(value.toString(), model(schema))));
  }

  /** Returns the generated class of a schema that is referred to by name. */
  private static Class<?> model(JsonPointer schema) {
    String name = SPEC.resolve(schema).last().getMatchingProperty();
    try {
      return Class.forName("io.clevertap.client.model." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes null fields, since an absent field and a null field mean the same. */
  private static JsonNode withoutNulls(JsonNode value) throws JsonProcessingException {
    ObjectNode copy = value.deepCopy();
    copy.properties().removeIf(field -> field.getValue().isNull());
    return copy;
  }
}
