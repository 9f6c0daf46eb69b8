<?php

// Loads Guzzle as Debian installs it, and the generated client. With Composer, vendor/autoload.php does this.

require 'GuzzleHttp/autoload.php';

spl_autoload_register(function (string $class): void {
    if (str_starts_with($class, 'CleverTap\\')) {
        require __DIR__ . '/../../../target/languages/php/lib/' . strtr(substr($class, 10), '\\', '/') . '.php';
    }
});
