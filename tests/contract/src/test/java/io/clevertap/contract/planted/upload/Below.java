package io.clevertap.contract.planted.upload;

/** Something of a room that the room below must not know. */
public interface Below {}
