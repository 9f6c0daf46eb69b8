package io.clevertap.internal.api;

/** A request body whose parts are checked when they are encoded, not by the call. */
public interface CheckedBody {}
