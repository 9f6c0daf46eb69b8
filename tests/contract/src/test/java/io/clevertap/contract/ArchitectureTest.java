package io.clevertap.contract;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.clevertap.RecordOutcome;
import io.clevertap.Uploadable;
import io.clevertap.contract.planted.http.Against;
import io.clevertap.contract.planted.upload.Below;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: tests to the SDK, the SDK to the generated client. */
class ArchitectureTest {

  private static final String GENERATED = "io.clevertap.client..";
  private static final String[] TESTS = {
    "io.clevertap.contract..",
    "io.clevertap.docs..",
    "io.clevertap.bulk..",
    "io.clevertap.faults..",
    "io.clevertap.reads..",
    "io.clevertap.test.."
  };
  private static final String INTERNAL = "io.clevertap.internal..";
  private static final String[] SDK = {"io.clevertap", "io.clevertap.exception..", INTERNAL};

  /** The rooms, and the rooms that each of them may use. */
  private static final Map<String, List<String>> STAIRS =
      Map.of(
          "bulk", List.of("upload", "api", "http", "record"),
          "upload", List.of("api", "http", "record"),
          "api", List.of("http", "record"),
          "http", List.of(),
          "record", List.of());

  private static final String ROOMS = "io.clevertap.internal.";
  private static final String PLANTED = "io.clevertap.contract.planted.";

  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.clevertap");

  @Test
  void generatedClient_ofTheSdk_knowsNothing() {
    noClasses()
        .that()
        .resideInAPackage(GENERATED)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SDK)
        .check(CLASSES);
  }

  @Test
  void sdk_ofTheTests_knowsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(SDK)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TESTS)
        .check(CLASSES);
  }

  @Test
  void implementation_outsideTheSdk_isNotUsed() {
    noClasses()
        .that()
        .resideOutsideOfPackages(SDK)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(INTERNAL)
        .check(CLASSES);
  }

  @Test
  void rooms_ofTheSdk_haveStairsThatRunOneWay() {
    STAIRS.forEach((room, others) -> room(ROOMS, room).check(CLASSES));
  }

  @Test
  void everyRoom_ofTheSdk_isOnTheStairs() {
    classes()
        .that()
        .resideInAPackage(INTERNAL)
        .should()
        .resideInAnyPackage(
            Stream.concat(Stream.of(ROOMS), STAIRS.keySet().stream().map(room -> ROOMS + room))
                .map(name -> name.replaceAll("[.]$", ""))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void http_ofRecords_knowsNothing() {
    noClasses()
        .that()
        .resideInAPackage(ROOMS + "http")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.clevertap.client.model")
                .or(assignableTo(Uploadable.class))
                .or(assignableTo(RecordOutcome.class)))
        .check(CLASSES);
  }

  @Test
  void record_ofFeign_knowsNothing() {
    noClasses()
        .that()
        .resideInAPackage(ROOMS + "record")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("feign..")
        .check(CLASSES);
  }

  @Test
  void stairs_withAnImportAgainstThem_areBroken() {
    JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);

    assertThat(room(PLANTED, "http").evaluate(planted).getFailureReport().getDetails())
        .singleElement()
        .asString()
        .contains(Against.class.getName(), Below.class.getName());
    assertThat(room(PLANTED, "upload").evaluate(planted).hasViolation()).isFalse();
  }

  /** Returns the rule that a room uses only the rooms below it. */
  private static ArchRule room(String rooms, String room) {
    return noClasses()
        .that()
        .resideInAPackage(rooms + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(rooms.replaceAll("[.]$", "") + "..")
                .and(
                    not(
                        resideInAnyPackage(
                            Stream.concat(Stream.of(room), STAIRS.get(room).stream())
                                .map(rooms::concat)
                                .toArray(String[]::new)))));
  }

  @Test
  void publicApi_ofFeignAndJackson_showsTheTransportAlone() {
    noClasses()
        .that()
        .resideInAnyPackage("io.clevertap", "io.clevertap.exception..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("feign..", "com.fasterxml..")
                .and(not(type(feign.Client.class)))) // the builder's hook
        .check(CLASSES);
  }

  @Test
  void testKit_ofItsPublicApi_showsNoJackson() {
    noClasses()
        .that()
        .resideInAPackage("io.clevertap.test")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CLASSES);
  }

  @Test
  void everyPackage_hasARuleHere() {
    classes()
        .that()
        .resideOutsideOfPackages(SDK)
        .and()
        .resideOutsideOfPackages(TESTS)
        .should()
        .resideInAPackage(GENERATED)
        .check(CLASSES);
  }
}
