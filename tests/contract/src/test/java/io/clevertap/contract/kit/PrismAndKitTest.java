package io.clevertap.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.ClientListener;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Query;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadResult;
import io.clevertap.UserId;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.CampaignAudience;
import io.clevertap.client.model.CampaignChannel;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.SmsContent;
import io.clevertap.client.model.SmsMessage;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.TrendType;
import io.clevertap.client.model.UserProfile;
import io.clevertap.contract.prism.PreferenceProxy;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import io.clevertap.contract.sdk.OperationCall;
import io.clevertap.contract.spec.Request;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.ResponseException;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The SDK gets the same results from the mock server, which enforces the description, and from the
 * test kit's server.
 */
@ExtendWith(PrismExtension.class)
@CleverTapServer
class PrismAndKitTest {

  private static final Query CHARGED =
      Query.event("Charged").between(LocalDate.now().minusDays(2), LocalDate.now().plusDays(1));
  private static final String GEORGE = "george.montana@clevertap.com";
  private static final Profile QUICK_START =
      Profile.ofIdentity(GEORGE).name("George Montana").set("Customer Type", "Silver");
  private static final Event EVENT = Event.named("Signed Up").identity("1");
  private static final SmsMessage MESSAGE = new SmsMessage().content(new SmsContent().body("Hi"));
  private static final CampaignRequest CAMPAIGN =
      new CampaignRequest()
          .name("Hi")
          .targetMode(CampaignChannel.SMS)
          .where(new CampaignAudience())
          .content(MESSAGE.getContent())
          .when("now");

  /** A call of the SDK. */
  interface Call {
    Object apply(CleverTap cleverTap) throws Throwable;
  }

  /**
   * A call that is made to both servers.
   *
   * @param prism the response that the mock server is asked for; empty for its default
   * @param kit prepares the test kit's server
   * @param call the call of the SDK
   * @param seen the expected result
   */
  record Scenario(String name, String prism, Consumer<FakeCleverTap> kit, Call call, String seen) {
    /** A result that is never ready is asked for twice. */
    Duration timeout() {
      return seen.equals(NotReadyException.class.getSimpleName())
          ? Duration.ofSeconds(3)
          : Duration.ofMinutes(1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    Stream<Scenario> good =
        Stream.of(
            new Scenario(
                "upload",
                "",
                server -> {},
                cleverTap ->
                    cleverTap.upload(
                        QUICK_START, EVENT, DeviceToken.of("d", TokenType.FCM, "token")),
                "Accepted, Accepted, Accepted"),
            new Scenario(
                "dry run",
                "",
                server -> {},
                cleverTap -> cleverTap.validate(QUICK_START),
                "Accepted"),
            new Scenario(
                "bulk upload",
                "",
                server -> {},
                cleverTap ->
                    cleverTap
                        .bulk()
                        .upload(
                            IntStream.range(0, 1_500).mapToObj(i -> Profile.ofIdentity("u" + i)))
                        .accepted(),
                "1500"),
            new Scenario(
                "upload of which one record is refused",
                "code=200, example=partial",
                server -> server.reject("4", RecordErrorCode.EMAIL_INVALID),
                cleverTap -> cleverTap.upload(EVENT, Profile.ofIdentity("4").name("John Rush")),
                "Accepted, Rejected EMAIL_INVALID"),
            new Scenario(
                "upload that is refused",
                "code=200, example=fail",
                server -> server.reject("13", RecordErrorCode.AGE_INVALID),
                cleverTap -> cleverTap.upload(Profile.ofIdentity("13").name("John Rush")),
                "Rejected AGE_INVALID"),
            new Scenario(
                "quick start",
                "",
                server -> {},
                cleverTap -> {
                  cleverTap.upload(QUICK_START);
                  return cleverTap.profileByEmail(GEORGE).orElseThrow();
                },
                "George Montana " + GEORGE + " [" + GEORGE + "] {customertype=Silver}"),
            new Scenario(
                "estimate of a campaign for nobody",
                "code=200, example=estimated",
                server -> {},
                cleverTap -> cleverTap.campaigns().estimate(CAMPAIGN).keySet(),
                "[web]"),
            new Scenario(
                "list of no campaigns",
                "code=200, example=none",
                server -> {},
                cleverTap -> cleverTap.campaigns().list(LocalDate.EPOCH, LocalDate.EPOCH),
                "[]"),
            new Scenario(
                "message",
                "",
                server -> {},
                cleverTap -> {
                  cleverTap.campaigns().send(MESSAGE, UserId.identity("1"));
                  return "sent";
                },
                "sent"),
            new Scenario(
                "read of nobody",
                "code=200, example=noSuchProfile",
                server -> {},
                cleverTap -> cleverTap.profileByIdentity("nobody"),
                "Optional.empty"));
    return Stream.of(
            good,
            examples(),
            continued(),
            Stream.of(
                    errors(Fault.BAD_REQUEST, "InvalidRequestException 400"),
                    errors(Fault.UNAUTHORIZED, "AuthenticationException 401"),
                    errors(Fault.TOO_MANY_REQUESTS, "TooManyRequestsException 429"),
                    errors(Fault.INTERNAL_SERVER_ERROR, "ServerException 500"),
                    errors(Fault.SERVICE_UNAVAILABLE, "ServerException 503"))
                .flatMap(List::stream))
        .flatMap(Function.identity());
  }

  /** The requests of the description that need no earlier response, by the generated client. */
  private static Stream<Scenario> examples() {
    return KitAnswersTest.first().map(PrismAndKitTest::example);
  }

  private static Scenario example(Request request) {
    OperationCall call = OperationCall.of(request);
    return new Scenario(
        request.toString(),
        "code=200",
        server -> {},
        cleverTap -> {
          Object result = call.invoke(cleverTap);
          return result == null ? "void" : result.getClass().getSimpleName();
        },
        call.method().getReturnType().getSimpleName());
  }

  /** Calls with the cursor or the id of an earlier response. */
  private static Stream<Scenario> continued() {
    return Stream.of(
        new Scenario(
            "export of profiles",
            "",
            PrismAndKitTest::charge,
            cleverTap -> cleverTap.profiles().query(CHARGED).findFirst().isPresent(),
            "true"),
        new Scenario(
            "export of events",
            "",
            PrismAndKitTest::charge,
            cleverTap -> cleverTap.events().query(CHARGED).findFirst().isPresent(),
            "true"),
        new Scenario(
            "count of profiles that is not ready",
            "code=200, example=unfinished",
            server -> server.notReady(100),
            cleverTap -> cleverTap.profiles().count(CHARGED),
            "NotReadyException"),
        new Scenario(
            "count of events that is not ready",
            "code=200, example=unfinished",
            server -> server.notReady(100),
            cleverTap -> cleverTap.events().count(CHARGED),
            "NotReadyException"),
        new Scenario(
            "top values that are not ready",
            "code=200, example=unfinished",
            server -> server.notReady(100),
            cleverTap ->
                cleverTap.reports().topValues(CHARGED, PropertyType.EVENT_PROPERTIES, "Amount", 10),
            "NotReadyException"),
        new Scenario(
            "trends that are not ready",
            "code=200, example=unfinished",
            server -> server.notReady(100),
            cleverTap -> cleverTap.reports().trends(CHARGED, TrendType.DAILY),
            "NotReadyException"),
        new Scenario(
            "report of a campaign that does not exist",
            "code=200, example=unknownCampaign",
            server -> {},
            cleverTap -> cleverTap.campaigns().report(1),
            "InvalidRequestException 200"),
        new Scenario(
            "stop of a campaign that does not exist",
            "code=200, example=unknownCampaign",
            server -> {},
            cleverTap -> {
              cleverTap.campaigns().stop(1);
              return "stopped";
            },
            "InvalidRequestException 200"));
  }

  private static void charge(FakeCleverTap server) {
    try (CleverTap cleverTap = server.clientBuilder().build()) {
      cleverTap.upload(Event.named("Charged").identity("1").set("Amount", 3));
    }
  }

  @Test
  void examplesAndContinued_together_callEveryOperation(PrismServer prism) {
    Set<Operation> called = EnumSet.noneOf(Operation.class);
    ClientListener listener =
        new ClientListener() {
          @Override
          public void attempted(Operation operation, int number, int status, Duration duration) {
            called.add(operation);
          }
        };
    try (PreferenceProxy proxy = new PreferenceProxy(prism)) {
      Stream.concat(examples(), continued())
          .forEach(
              scenario -> {
                proxy.prefer(scenario.prism());
                seen(
                    scenario,
                    CleverTap.builder()
                        .baseUrl(proxy.url())
                        .credentials("A", "P")
                        .listener(listener));
              });
    }

    assertThat(called).containsExactlyInAnyOrder(Operation.values());
  }

  private static List<Scenario> errors(Fault fault, String seen) {
    String prism = "code=" + seen.split(" ")[1];
    return List.of(
        new Scenario(
            "upload, " + fault,
            prism,
            server -> server.failNext(fault),
            cleverTap -> cleverTap.upload(QUICK_START),
            seen),
        new Scenario(
            "read, " + fault,
            prism,
            server -> server.failNext(fault),
            cleverTap -> cleverTap.profileByIdentity("1"),
            seen));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void sdk_withEitherServer_seesTheSame(
      Scenario scenario, PrismServer prism, FakeCleverTap server) {
    try (PreferenceProxy proxy = new PreferenceProxy(prism)) {
      proxy.prefer(scenario.prism());

      assertThat(seen(scenario, CleverTap.builder().baseUrl(proxy.url()).credentials("A", "P")))
          .isEqualTo(scenario.seen());
      assertThat(proxy.exchanges()).allMatch(exchange -> exchange.violations().isEmpty());
    }
    scenario.kit().accept(server);

    assertThat(seen(scenario, server.clientBuilder())).isEqualTo(scenario.seen());
  }

  private static String seen(Scenario scenario, CleverTapBuilder builder) {
    try (CleverTap cleverTap = builder.maxAttempts(1).callTimeout(scenario.timeout()).build()) {
      Object result = scenario.call().apply(cleverTap);
      if (result instanceof UploadResult upload) {
        return upload.outcomes().stream()
            .map(PrismAndKitTest::describe)
            .collect(Collectors.joining(", "));
      }
      return result instanceof UserProfile profile ? describe(profile) : result.toString();
    } catch (ResponseException e) {
      return e.getClass().getSimpleName() + " " + e.status();
    } catch (NotReadyException e) {
      return e.getClass().getSimpleName();
    } catch (Throwable e) {
      throw new AssertionError(scenario.name(), e);
    }
  }

  private static String describe(RecordOutcome outcome) {
    return outcome instanceof Rejected rejected
        ? "Rejected " + rejected.knownCode().orElseThrow().name()
        : outcome.getClass().getSimpleName();
  }

  private static String describe(UserProfile profile) {
    return String.join(
        " ",
        profile.getName(),
        profile.getEmail(),
        profile.getAllIdentities().toString(),
        profile.getProfileData().toString());
  }
}
