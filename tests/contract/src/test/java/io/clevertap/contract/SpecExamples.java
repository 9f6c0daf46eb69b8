package io.clevertap.contract;

import io.clevertap.contract.spec.Answer;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Request;
import io.clevertap.contract.spec.Spec;
import java.util.stream.Stream;

/** The examples of the API description, for parameterized tests. */
final class SpecExamples {

  static final Spec SPEC = Spec.load();

  private SpecExamples() {}

  static Stream<Operation> operations() {
    return SPEC.operations().stream();
  }

  static Stream<Request> requests() {
    return operations().flatMap(operation -> operation.requests().stream());
  }

  static Stream<Answer> answers() {
    return operations().flatMap(operation -> operation.answers().stream());
  }
}
