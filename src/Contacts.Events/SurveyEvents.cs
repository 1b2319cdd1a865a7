using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>The caller is asked how satisfied he is with who served him last.</summary>
[Event("contact.surveyOffered")]
public sealed record SurveyOffered(string Agent);

/// <param name="Score">1 very satisfied, 2 satisfied, 3 so-so, 4 not satisfied.</param>
[Event("contact.surveyAnswered")]
public sealed record SurveyAnswered(string Agent, int Score);

/// <param name="Why"><c>noReply</c>, <c>otherKey</c>, <c>hungUp</c>, <c>failed</c>.</param>
[Event("contact.surveyNotAnswered")]
public sealed record SurveyNotAnswered(string Agent, string Why);
