package io.clevertap.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives JUnit tests a {@link FakeCleverTap}. In a class or at a method that has this annotation,
 * test methods, and those that run before and after each of them, may have a parameter of type
 * {@code FakeCleverTap}, the server, and one of type {@code CleverTap}, a client of it, which is
 * closed after the test:
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
 * <p>Each test has a server of its own, so that tests may run at the same time.
 *
 * <p>At a static field of type {@code FakeCleverTap}, it sets the field to a server that all tests
 * of the class share, before a test instance is made: for what asks for the address early, such as
 * an application context of Spring. The server forgets everything before each test, and so takes
 * one test at a time. It runs until all tests have ended, since subclasses share it too. At a field
 * that is not static, it sets the field to the test's own server before each test.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(CleverTapServerExtension.class)
public @interface CleverTapServer {}
