package io.clevertap.contract.negative;

import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Request;
import io.clevertap.contract.spec.SchemaValidator;
import io.clevertap.contract.spec.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that does not fit the description because of a constraint.
 *
 * @param alone whether it would fit a description without that constraint, and so breaks no other
 */
record BrokenRequest(Constraint constraint, Request request, boolean alone) {

  /** Breaks a constraint, alone if that can be, where an example has a place for it. */
  static Optional<BrokenRequest> of(Spec spec, Mutants mutants, Constraint constraint) {
    Validators strict = new Validators(spec);
    Validators lenient = new Validators(constraint.removedFrom(spec));
    List<Request> broken =
        mutants.of(constraint).filter(request -> !strict.accept(request)).toList();
    Optional<BrokenRequest> alone =
        broken.stream()
            .filter(lenient::accept)
            .findFirst()
            .map(request -> new BrokenRequest(constraint, request, true));
    return alone.or(
        () ->
            broken.stream()
                .findFirst()
                .map(request -> new BrokenRequest(constraint, request, false)));
  }

  @Override
  public String toString() {
    return constraint.toString();
  }

  /** The validators of one description, made when they are needed. */
  private record Validators(Spec spec, Map<String, SchemaValidator> byOperation) {

    Validators(Spec spec) {
      this(spec, new HashMap<>());
    }

    boolean accept(Request request) {
      Operation operation = request.operation().in(spec);
      return byOperation
          .computeIfAbsent(operation.path(), path -> SchemaValidator.ofRequests(operation))
          .violations(request.content())
          .isEmpty();
    }
  }
}
