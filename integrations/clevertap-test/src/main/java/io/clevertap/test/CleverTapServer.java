package io.clevertap.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides JUnit tests with a {@link FakeCleverTap}. On a class or a method, this annotation lets
 * test methods, and the methods that run before and after each test, declare a parameter of type
 * {@code FakeCleverTap}, the server, and one of type {@code CleverTap}, a client for that server.
 * The client is closed after the test:
 *
 * <pre>
 * &#64;CleverTapServer
 * class SignUpTest {
 *   &#64;Test
 *   void signUp_ofACustomer_isAnEvent(FakeCleverTap server, CleverTap cleverTap) {
 *     new SignUp(cleverTap).of("42", "Jack");
 *     assertEquals("Signed Up", server.events("42").get(0).getEventName());
 *   }
 * }</pre>
 *
 * <p>Each test gets its own server, so tests may run in parallel.
 *
 * <p>On a static field of type {@code FakeCleverTap}, the annotation sets the field, before any
 * test instance is created, to a server that all tests of the class share. Use it if the address is
 * needed early, for example by a Spring application context. The server is reset before each test,
 * so only one test may run at a time. It runs until all tests have ended, because subclasses share
 * it too. On a non-static field, the annotation sets the field to the test's own server before each
 * test.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(CleverTapServerExtension.class)
public @interface CleverTapServer {}
