from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    """What is known from outside casework: data, frontline voice, learning from elsewhere, independent scrutiny."""

    name = "intelligence"

    def ready(self) -> None:
        """Say what agencies are asked, where documents stand, and how words are signed off; how figures are read."""
        from intelligence.asked.on_start import register_asked
        from intelligence.census.on_start import register_census
        from intelligence.external.on_start import register_external
        from intelligence.horizon.on_start import register_horizon
        from intelligence.own.on_start import register_own
        from intelligence.picture.on_start import register_picture
        from intelligence.scorecards.on_start import register_scorecards
        from intelligence.scrutiny.on_start import register_scrutiny
        from intelligence.voice.on_start import register_voice
        from intelligence.young.on_start import register_young

        register_asked()
        register_census()
        register_external()
        register_horizon()
        register_own()
        register_picture()
        register_scorecards()
        register_scrutiny()
        register_voice()
        register_young()
