"""The addresses of learning, logging, signing, the desk and the public look-ups."""

urlpatterns = []
