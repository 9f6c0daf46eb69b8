package io.clevertap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.contract.spec.Answer;
import io.clevertap.contract.spec.Request;
import io.clevertap.contract.spec.SchemaValidator;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the API description match its schemas, and CleverTap's own quick start is one of
 * them.
 */
class ExamplesTest {

  private static final String EXAMPLES = "/components/examples/";

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#requests")
  void request_ofEachExample_fitsTheSchemas(Request request) {
    assertThat(SchemaValidator.ofRequests(request.operation()).violations(request.content()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#answers")
  void response_ofEachExample_fitsTheSchema(Answer answer) {
    assertThat(SchemaValidator.of(SpecExamples.SPEC, answer.schema()).violations(answer.value()))
        .isEmpty();
  }

  @Test
  void quickStart_isCleverTapsOwn() throws IOException {
    assertExample(
        "quickStartUpload",
        """
            {"d":[{"identity":"george.montana@clevertap.com","type":"profile",
             "profileData":{"Name": "George Montana", "Customer Type": "Silver"}}]}
            """);
    assertExample(
        "uploadSuccess", "{\"status\": \"success\", \"processed\": 1, \"unprocessed\": []}");
    assertExample(
        "quickStartProfile",
        """
            {"record":{"platformInfo":[{"df":{},"objectId":"Aa1bb2-b0jaa-z8QXgAM9w","platform":"Web"}],
             "identity":"george.montana@clevertap.com","name":"George Montana",
             "email":"george.montana@clevertap.com","all_identities":["george.montana@clevertap.com"],
             "profileData":{"customertype":"Silver"}},"status":"success"}
            """);
  }

  private static void assertExample(String name, String expected) throws IOException {
    assertThat(SpecExamples.SPEC.root().at(EXAMPLES + name + "/value"))
        .isEqualTo(new ObjectMapper().readTree(expected));
  }
}
