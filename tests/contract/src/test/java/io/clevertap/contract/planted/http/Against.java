package io.clevertap.contract.planted.http;

import io.clevertap.contract.planted.upload.Below;

/** Uses a room that it must not use. */
public interface Against {

  Below below();
}
