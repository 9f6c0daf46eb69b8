package io.clevertap.contract.planted.upload;

/** A class that the room below must not use. */
public interface Below {}
