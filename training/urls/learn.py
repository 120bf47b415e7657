"""Training: the catalog, the lessons, the quizzes."""

from django.urls import path

from training.views.learn import catalog, changes, corrections, files, modules, quiz

app_name = "learn"
urlpatterns = [
    path("", catalog.catalog, name="catalog"),
    path("files/<str:digest>/<str:saved_as>", files.file, name="file"),
    path("results/<int:pk>/", quiz.result, name="result"),
    path("results/<int:pk>/corrections/<int:notice>/", corrections.read, name="erratum_read"),
    path("<uuid:key>/", modules.module, name="module"),
    path("<uuid:key>/lessons/<int:number>/", modules.lesson, name="lesson"),
    path("<uuid:key>/changes/", changes.changes, name="changes"),
    path("<uuid:key>/changes/lessons/<int:number>/", changes.lesson, name="changed_lesson"),
    path("<uuid:key>/changes/<int:pk>/confirm/", changes.confirm, name="changes_confirm"),
    path("<uuid:key>/quiz/", quiz.quiz, name="quiz"),
    path("<uuid:key>/quiz/start/", quiz.start, name="start"),
    path("<uuid:key>/quiz/answer/", quiz.answer, name="answer"),
    path("<uuid:key>/quiz/submit/", quiz.submit, name="submit"),
]
