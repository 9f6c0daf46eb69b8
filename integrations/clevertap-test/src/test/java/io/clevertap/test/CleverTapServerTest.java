package io.clevertap.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.client.api.UploadApi;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that use the annotation with JUnit. */
class CleverTapServerTest {

  private static final Set<FakeCleverTap> SERVERS = ConcurrentHashMap.newKeySet();
  private static final List<CleverTap> CLIENTS = new ArrayList<>();

  @BeforeEach
  void forget() {
    SERVERS.clear();
    CLIENTS.clear();
  }

  @CleverTapServer
  static class AtTheClass {
    private FakeCleverTap ofBeforeEach;

    @BeforeEach
    void start(FakeCleverTap server, CleverTap cleverTap) {
      ofBeforeEach = server;
      cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
    }

    @RepeatedTest(2)
    void test(FakeCleverTap server, CleverTap cleverTap) {
      assertThat(server).isSameAs(ofBeforeEach);
      assertThat(server.uploads()).hasSize(1);
      assertThat(cleverTap.profileByIdentity("42")).isPresent();
      CLIENTS.add(cleverTap);
    }

    @AfterEach
    void stop(FakeCleverTap server) {
      assertThat(isRunning(server)).isTrue();
      SERVERS.add(server);
    }
  }

  @Test
  void atAClass_eachTestHasAServerOfItsOwnThatEndsWithIt() {
    run(AtTheClass.class).testEvents().assertStatistics(tests -> tests.succeeded(2));

    assertThat(SERVERS).hasSize(2).noneMatch(CleverTapServerTest::isRunning);
    assertThat(CLIENTS)
        .hasSize(2)
        .allSatisfy(
            client ->
                assertThatThrownBy(() -> client.api(UploadApi.class))
                    .isInstanceOf(IllegalStateException.class));
  }

  static class AtAMethod {
    @Test
    @CleverTapServer
    void test(FakeCleverTap server) {
      SERVERS.add(server);
    }
  }

  @Test
  void atAMethod_itHasAServer() {
    run(AtAMethod.class).testEvents().assertStatistics(tests -> tests.succeeded(1));

    assertThat(SERVERS).hasSize(1).noneMatch(CleverTapServerTest::isRunning);
  }

  static class AtAField {
    @CleverTapServer private FakeCleverTap server;

    @RepeatedTest(2)
    void test(CleverTap cleverTap) {
      assertThat(server.uploads()).isEmpty();
      cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
      assertThat(server.uploads()).hasSize(1);
      SERVERS.add(server);
    }
  }

  @Test
  void atAField_itIsTheServerOfTheTest() {
    run(AtAField.class).testEvents().assertStatistics(tests -> tests.succeeded(2));

    assertThat(SERVERS).hasSize(2).noneMatch(CleverTapServerTest::isRunning);
  }

  static class AtAStaticField {
    @CleverTapServer static FakeCleverTap server;

    @BeforeAll
    static void begin(FakeCleverTap sameServer, CleverTap cleverTap) {
      assertThat(sameServer).isSameAs(server);
      cleverTap.upload(Profile.ofIdentity("41").name("Jill"));
    }

    @RepeatedTest(2)
    void test(FakeCleverTap sameServer, CleverTap cleverTap) {
      assertThat(sameServer).isSameAs(server);
      assertThat(server.uploads()).isEmpty();
      cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
      SERVERS.add(server);
    }

    @Nested
    class Inside {
      @Test
      void test(CleverTap cleverTap) {
        assertThat(server.uploads()).isEmpty();
        assertThat(cleverTap.profileByIdentity("42")).isEmpty();
        SERVERS.add(server);
      }
    }
  }

  static class AtAStaticFieldOfItsSuperclass extends AtAStaticField {}

  @Test
  void atAStaticField_allTestsOfTheClassAndItsSubclassesShareTheServer() {
    run(AtAStaticField.class, AtAStaticFieldOfItsSuperclass.class)
        .testEvents()
        .assertStatistics(tests -> tests.succeeded(6));

    assertThat(SERVERS).hasSize(1).noneMatch(CleverTapServerTest::isRunning);
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class AtAStaticFieldAndOneInstance {
    @CleverTapServer static FakeCleverTap server;

    private final String url = server.baseUrl();

    @Test
    void test() {
      assertThat(url).isEqualTo(server.baseUrl());
    }
  }

  @Test
  void atAStaticField_itIsSetBeforeAnyInstanceIsMade() {
    run(AtAStaticFieldAndOneInstance.class)
        .testEvents()
        .assertStatistics(tests -> tests.succeeded(1));
  }

  @CleverTapServer
  @Execution(ExecutionMode.CONCURRENT)
  static class AtOnce {
    private static CyclicBarrier all;

    @RepeatedTest(4)
    void test(FakeCleverTap server, CleverTap cleverTap) throws Exception {
      cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
      all.await(20, TimeUnit.SECONDS);
      assertThat(server.uploads()).hasSize(1);
      SERVERS.add(server);
    }
  }

  @Test
  void atAClass_testsMayRunAtTheSameTime() {
    AtOnce.all = new CyclicBarrier(4);

    run(AtOnce.class).testEvents().assertStatistics(tests -> tests.succeeded(4));

    assertThat(SERVERS).hasSize(4);
  }

  @Execution(ExecutionMode.CONCURRENT)
  static class AtAStaticFieldAtOnce {
    @CleverTapServer static FakeCleverTap server;
    private static CountDownLatch failed;

    @RegisterExtension static final AfterEachCallback END = context -> failed.countDown();

    @RepeatedTest(2)
    void test() throws Exception {
      failed.await(2, TimeUnit.SECONDS);
    }
  }

  @Test
  void atAStaticField_aSecondTestAtTheSameTimeFails() {
    EngineExecutionResults results;
    int runs = 0;
    do { // JUnit does not promise to run the tests at the same time
      AtAStaticFieldAtOnce.failed = new CountDownLatch(1);
      results = run(AtAStaticFieldAtOnce.class);
    } while (results.testEvents().failed().count() == 0 && ++runs < 10);

    results.testEvents().assertStatistics(tests -> tests.succeeded(1).failed(1));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class),
                    message(text -> text.contains("SAME_THREAD")))));
  }

  @CleverTapServer
  static class BeforeTheTests {
    @BeforeAll
    static void begin(FakeCleverTap server) {}

    @Test
    void test() {}
  }

  @Test
  void parameter_beforeATestBegins_failsAndNamesTheStaticField() {
    run(BeforeTheTests.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ParameterResolutionException.class),
                    message(text -> text.contains("static field")))));
  }

  static class AtAnotherField {
    @CleverTapServer static final FakeCleverTap SERVER = null;

    @Test
    void test() {}
  }

  @Test
  void atAFieldThatCannotBeSet_fails() {
    run(AtAnotherField.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class),
                    message(text -> text.contains("SERVER")))));
  }

  private static EngineExecutionResults run(Class<?>... classes) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    for (Class<?> type : classes) {
      kit.selectors(selectClass(type));
    }
    return kit.execute();
  }

  private static boolean isRunning(FakeCleverTap server) {
    URI address = URI.create(server.baseUrl());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
