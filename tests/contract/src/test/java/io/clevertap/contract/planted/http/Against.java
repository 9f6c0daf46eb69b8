package io.clevertap.contract.planted.http;

import io.clevertap.contract.planted.upload.Below;

/** Knows a room that it must not know. */
public interface Against {

  Below below();
}
