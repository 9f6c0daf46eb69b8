package io.clevertap.internal.api;

/** A request body whose parts were checked when they were encoded. */
public interface CheckedBody {}
