package example;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class ShopApplication {

  private final CleverTap cleverTap;

  ShopApplication(CleverTap cleverTap) {
    this.cleverTap = cleverTap;
  }

  @PostMapping("/customers")
  boolean signUp(@RequestParam("id") String id, @RequestParam("name") String name) {
    return cleverTap
        .upload(Profile.ofIdentity(id).name(name), Event.named("Signed Up").identity(id))
        .allAccepted();
  }

  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }
}
