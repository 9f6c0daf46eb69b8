package io.clevertap.contract.negative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.CleverTap;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import io.clevertap.contract.prism.RawClient;
import io.clevertap.contract.sdk.OperationCall;
import io.clevertap.contract.spec.Spec;
import io.clevertap.test.FakeCleverTap;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each constraint of the description, the mock server rejects a request that breaks the
 * constraint.
 */
@ExtendWith(PrismExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstraintsTest {

  private static final Set<String> LIMITS =
      Set.of(
          "enum",
          "required",
          "pattern",
          "minimum",
          "maximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private final Exceptions exceptions = Exceptions.load();
  private final Map<String, Optional<BrokenRequest>> brokenByConstraint = new LinkedHashMap<>();

  @BeforeAll
  void breakEachConstraint() {
    Spec spec = Spec.load();
    SchemaWalk walk = new SchemaWalk(spec);
    Mutants mutants = new Mutants(spec, walk);
    BrokenRequest.Validators strict = new BrokenRequest.Validators(spec);
    for (Constraint constraint : Constraints.of(spec, walk)) {
      brokenByConstraint.put(constraint.toString(), BrokenRequest.of(constraint, mutants, strict));
    }
  }

  Stream<BrokenRequest> enforced() {
    return broken().filter(request -> !isUnenforced(request));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("enforced")
  void request_breakingAConstraint_isRejected(BrokenRequest broken, PrismServer prism) {
    HttpResponse<String> response = new RawClient(prism).send(broken.request());

    assertThat(response.statusCode()).as("for %s", broken.request().content()).isEqualTo(400);
    assertThat(response.headers().map()).containsKey(PrismServer.VIOLATIONS);
  }

  /** What breaks a limit and can be said in Java; the types of the models exclude the rest. */
  Stream<Arguments> limits() {
    return broken()
        .filter(request -> LIMITS.contains(request.constraint().keyword().toString().split("/")[1]))
        .flatMap(
            request -> {
              try {
                return Stream.of(Arguments.of(request, OperationCall.of(request.request())));
              } catch (IllegalArgumentException notInJava) {
                return Stream.empty();
              }
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void request_breakingALimit_isInvalidForTheSdkAndNotSent(
      BrokenRequest broken, OperationCall call) {
    try (FakeCleverTap server = FakeCleverTap.start();
        CleverTap cleverTap = server.clientBuilder().build()) {
      assertThatIllegalArgumentException()
          .as("for %s", broken.request().content())
          .isThrownBy(() -> call.invoke(cleverTap));
      assertThat(server.uploads()).isEmpty();
    }
  }

  @Test
  void limits_ofTheDescription_areManyInJavaToo() {
    assertThat(limits()).hasSizeGreaterThan(30);
  }

  Stream<BrokenRequest> unenforced() {
    return broken().filter(this::isUnenforced);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unenforced")
  void request_breakingAnUnenforcedConstraint_isStillAccepted(
      BrokenRequest broken, PrismServer prism) {
    assertThat(new RawClient(prism).send(broken.request()).statusCode()).isEqualTo(200);
  }

  @Test
  void constraint_withoutABrokenRequest_isListed() {
    List<String> unbroken =
        brokenByConstraint.keySet().stream()
            .filter(constraint -> brokenByConstraint.get(constraint).isEmpty())
            .toList();

    assertThat(unbroken)
        .allMatch(constraint -> Exceptions.matches(exceptions.unenforced(), constraint));
  }

  @Test
  void constraint_notBrokenAlone_isListed() {
    assertThat(broken().filter(request -> !request.alone()).map(BrokenRequest::toString))
        .allMatch(constraint -> Exceptions.matches(exceptions.implied(), constraint));
  }

  @Test
  void constraint_brokenAlone_isNotListedAsImplied() {
    assertThat(broken().filter(BrokenRequest::alone).map(BrokenRequest::toString))
        .noneMatch(constraint -> Exceptions.matches(exceptions.implied(), constraint));
  }

  @Test
  void exception_withoutAConstraint_isNotListed() {
    assertThat(Stream.of(exceptions.implied(), exceptions.unenforced()).flatMap(List::stream))
        .allMatch(
            expression ->
                brokenByConstraint.keySet().stream().anyMatch(name -> name.matches(expression)));
  }

  private Stream<BrokenRequest> broken() {
    return brokenByConstraint.values().stream().flatMap(Optional::stream);
  }

  private boolean isUnenforced(BrokenRequest request) {
    return Exceptions.matches(exceptions.unenforced(), request.toString());
  }
}
