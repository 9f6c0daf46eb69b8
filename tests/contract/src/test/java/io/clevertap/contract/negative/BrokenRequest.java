package io.clevertap.contract.negative;

import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Request;
import io.clevertap.contract.spec.SchemaValidator;
import io.clevertap.contract.spec.Spec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A request that breaks a constraint of the description.
 *
 * @param alone whether the request breaks no other constraint
 */
record BrokenRequest(Constraint constraint, Request request, boolean alone) {

  /**
   * Breaks a constraint in an example to which it applies, without breaking another one if
   * possible.
   *
   * @param strict the validators of the whole description
   */
  static Optional<BrokenRequest> of(Constraint constraint, Mutants mutants, Validators strict) {
    Validators lenient = new Validators(constraint.removedFrom(strict.spec()));
    return first(
            mutants.of(constraint), request -> !strict.accept(request) && lenient.accept(request))
        .map(request -> new BrokenRequest(constraint, request, true))
        .or(
            () ->
                first(mutants.of(constraint), request -> !strict.accept(request))
                    .map(request -> new BrokenRequest(constraint, request, false)));
  }

  private static Optional<Request> first(Stream<Request> requests, Predicate<Request> condition) {
    return requests.filter(condition).findFirst();
  }

  @Override
  public String toString() {
    return constraint.toString();
  }

  /** The validators of one description, created on demand. */
  record Validators(Spec spec, Map<String, SchemaValidator> byOperation) {

    Validators(Spec spec) {
      this(spec, new HashMap<>());
    }

    boolean accept(Request request) {
      Operation operation = request.operation().in(spec);
      return byOperation
          .computeIfAbsent(operation.toString(), id -> SchemaValidator.ofRequests(operation))
          .violations(request.content())
          .isEmpty();
    }
  }
}
