package io.clevertap;

import io.clevertap.client.api.LimitException;
import io.clevertap.client.api.Limits;
import io.clevertap.client.api.ListsApi;
import io.clevertap.client.model.CustomList;
import io.clevertap.client.model.ListResponse;
import io.clevertap.client.model.ListUploadUrlResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.Connection;
import io.clevertap.internal.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Custom lists: segments of the users in a file. Returned by {@link CleverTap#lists}. */
public final class Lists {

  private final Connection connection;

  Lists(Connection connection) {
    this.connection = connection;
  }

  /** Makes a list of the users in a file; see {@link #upload(Path, CustomList, LongConsumer)}. */
  public ListResponse upload(Path file, CustomList list) {
    return upload(file, list, bytes -> {});
  }

  /**
   * Makes a list of the users in a file. <b>With {@code replace}, it overwrites the list of this
   * name.</b> The file goes to a host of CleverTap's choice, in a stream and without the
   * credentials. CleverTap processes it later, and sends the result to the list's email address;
   * users who do not exist are left out.
   *
   * @param file a CSV file with the header {@code Type,Identity}; the type is {@code i} for an
   *     identity, and {@code g} for a CleverTap id
   * @param list the name, the creator, and the email address of an admin; the name of the file and
   *     the address to which it was sent are added
   * @param progress is told how many bytes of the file were sent so far, on a thread of the HTTP
   *     client; an attempt that is repeated starts from 0
   * @return the id of the segment
   * @throws IllegalArgumentException when the file or the list is invalid; nothing was sent
   * @throws UncheckedIOException when the file cannot be read
   * @throws CleverTapException when the file did not arrive, or CleverTap rejected the list
   */
  public ListResponse upload(Path file, CustomList list, LongConsumer progress) {
    requireValid(file);
    CustomList request = Json.convert(list, CustomList.class);
    if (request.getFilename() == null) {
      request.setFilename(String.valueOf(file.getFileName()));
    }
    try {
      Limits.check(request.url("unknown as yet"));
    } catch (LimitException e) {
      throw new IllegalArgumentException("The list is invalid: " + e.getMessage());
    }
    return connection.api(ListsApi.class).completeListUpload(request.url(send(file, progress)));
  }

  /** Sends the file, if necessary to a second address, and returns the address. */
  private String send(Path file, LongConsumer progress) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      URI address = address();
      if (connection.files().put(address, file, progress)) {
        return address.toString();
      }
    }
    throw new UnexpectedResponseException(
        "The host for files rejected two addresses, one after the other, as expired",
        403,
        new byte[0],
        false);
  }

  private URI address() {
    ListUploadUrlResponse response = connection.api(ListsApi.class).getListUploadUrl();
    URI api = connection.options().endpoint().baseUrl();
    try {
      URI address = new URI(String.valueOf(response.getUploadUrl()));
      boolean encrypted = "https".equals(address.getScheme());
      if ((encrypted || "http".equals(api.getScheme())) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // not kept as a cause: its message repeats the address, which is a secret
    }
    throw new UnexpectedResponseException("it contains no https address for the file");
  }

  private static void requireValid(Path file) {
    String header = ListUploadUrlResponse.FILE_HEADER;
    long size;
    String start;
    try (InputStream in = Files.newInputStream(file)) {
      size = Files.size(file);
      start = new String(in.readNBytes(header.length() + 2), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!header.equals(start.lines().findFirst().orElse(""))) {
      throw new IllegalArgumentException(
          "The first line of %s is not %s; CleverTap would reject the file by email"
              .formatted(file.getFileName(), header));
    }
    if (size > ListUploadUrlResponse.MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes; the limit is %d"
              .formatted(file.getFileName(), size, ListUploadUrlResponse.MAX_FILE_BYTES));
    }
  }
}
