"""Who is told, when and how: routes and wording, which are pure, and the delivery itself."""
