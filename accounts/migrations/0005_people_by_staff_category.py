from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_api_tokens")]

    operations = [
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=models.Q(("staff_category__gt", "")),
                fields=["staff_category"],
                name="people_by_staff_category",
            ),
        )
    ]
