package io.clevertap.contract;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: tests to the SDK, the SDK to the generated client. */
class ArchitectureTest {

  private static final String GENERATED = "io.clevertap.client..";
  private static final String[] TESTS = {
    "io.clevertap.contract..",
    "io.clevertap.docs..",
    "io.clevertap.bulk..",
    "io.clevertap.faults..",
    "io.clevertap.test.."
  };
  private static final String INTERNAL = "io.clevertap.internal..";
  private static final String[] SDK = {"io.clevertap", "io.clevertap.exception..", INTERNAL};

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
