package io.clevertap.contract.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.CleverTap;
import io.clevertap.client.api.Identified;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.api.StoredProfile;
import io.clevertap.client.api.TypedValues;
import io.clevertap.client.api.UploadApi;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UserProfile;
import io.clevertap.test.FakeCleverTap;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The metadata from which GraalVM builds a native image lists everything that the SDK uses by
 * reflection: Jackson reads and writes the models, and Feign creates proxies of the API's
 * interfaces.
 */
class NativeImageTest {

  private static final Set<String> INTERFACES_OF_MODELS =
      Set.of(
          StatusResponse.class.getName(),
          Identified.class.getName(),
          TypedValues.class.getName(),
          StoredProfile.class.getName());
  private static final String GENERATED =
      "META-INF/native-image/io.clevertap/clevertap-generated-client/";
  private static final String CLIENT = "META-INF/native-image/io.clevertap/clevertap-client/";

  @Test
  void reflection_listsTheApisAndEveryModel() throws Exception {
    List<String> models = classesBeside(UploadRequest.class);

    assertThat(models).hasSizeGreaterThan(20);
    assertThat(names(read(GENERATED + "reflect-config.json")))
        .containsOnlyOnceElementsOf(models)
        .containsAll(apis())
        .containsAll(INTERFACES_OF_MODELS)
        .hasSize(models.size() + apis().size() + INTERFACES_OF_MODELS.size());
  }

  @Test
  void reflection_ofEveryModel_coversWhatJacksonUses() throws Exception {
    for (JsonNode entry : read(GENERATED + "reflect-config.json")) {
      String name = entry.path("name").asText();
      for (String member :
          apis().contains(name)
              ? List.of("allPublicMethods")
              : INTERFACES_OF_MODELS.contains(name)
                  ? List.of("allDeclaredMethods")
                  : List.of("allDeclaredConstructors", "allDeclaredMethods", "allDeclaredFields")) {
        assertThat(entry.path(member).asBoolean()).as("%s of %s", member, entry).isTrue();
      }
    }
  }

  @Test
  void proxies_listTheApis() throws Exception {
    assertThat(read(GENERATED + "proxy-config.json"))
        .extracting(proxy -> proxy.path("interfaces").path(0).asText())
        .containsExactlyInAnyOrderElementsOf(apis());
  }

  @Test
  void resources_listEveryFileThatTheClientReads() throws Exception {
    List<String> patterns =
        StreamSupport.stream(
                read(CLIENT + "resource-config.json")
                    .path("resources")
                    .path("includes")
                    .spliterator(),
                false)
            .map(include -> include.path("pattern").asText())
            .toList();

    assertThat(filesOf(CleverTap.class).filter(file -> !file.endsWith(".class")))
        .filteredOn(file -> !file.startsWith("META-INF/"))
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(patterns).as(file).anyMatch(pattern -> file.matches(pattern)));
  }

  @Test
  void metadata_ofARunOfTheSdk_coversEveryClassThatItReflectsOn() throws Exception {
    try (FakeCleverTap server = FakeCleverTap.start()) {
      TracedProgram program = TracedProgram.run(SdkInUse.class, server.baseUrl());

      assertThat(program.output()).isEqualTo(SdkInUse.ALL_IS_WELL);
      assertThat(names(read(GENERATED + "reflect-config.json")))
          .containsAll(program.reflectedOn("io.clevertap."));
      assertThat(program.reflectedOn("io.clevertap."))
          .contains(TokenRecord.class.getName(), UserProfile.class.getName());
      assertThat(program.proxied())
          .containsExactlyInAnyOrder(UploadApi.class.getName(), ProfilesApi.class.getName());
    }
  }

  private static List<String> apis() throws Exception {
    return classesBeside(UploadApi.class).stream().filter(name -> name.endsWith("Api")).toList();
  }

  private static JsonNode read(String resource) throws IOException {
    try (InputStream file = CleverTap.class.getClassLoader().getResourceAsStream(resource)) {
      assertThat(file).as(resource).isNotNull();
      return new ObjectMapper().readTree(file);
    }
  }

  private static List<String> names(JsonNode entries) {
    return StreamSupport.stream(entries.spliterator(), false)
        .map(entry -> entry.path("name").asText())
        .toList();
  }

  private static List<String> classesBeside(Class<?> type) throws Exception {
    String folder = type.getPackageName().replace('.', '/') + "/";
    return filesOf(type)
        .filter(file -> file.startsWith(folder) && file.endsWith(".class"))
        .filter(file -> !file.endsWith("package-info.class"))
        .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
        .toList();
  }

  /** Returns the files of the jar, or of the folder of classes, that contains a class. */
  private static Stream<String> filesOf(Class<?> type) throws Exception {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return filesBelow(place).stream();
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
      return filesBelow(jar.getPath("/")).stream();
    }
  }

  private static List<String> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
