"""What the room looks at: paper and page on the big screen."""
