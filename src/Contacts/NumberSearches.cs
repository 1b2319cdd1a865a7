using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// How many telephone numbers one reader may look for: a number is shown by seven of its digits, and who may try the
/// other four ten thousand times reads it. Within it whoever looks for a caller is not hindered.
/// </summary>
internal sealed class NumberSearches(IAudit audit, TimeProvider time)
{
    /// <summary>Different numbers within <see cref="Window"/>; the same again is none.</summary>
    public const int Most = 30;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Looked> _readers = [];

    /// <summary>For the addresses of a list that is searched by <c>q</c>.</summary>
    public async ValueTask<object?> Bounded(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (StringValues.IsNullOrEmpty(http.Request.Query["q"])
            || PhoneNumbers.Normalise(http.Request.Query["q"]).E164 is not { } number)
            return await next(context);
        var reader = http.User.Number();
        switch (Look(reader, number))
        {
            case Turn.Go:
                return await next(context);
            case Turn.FirstTooMany:
                await audit.Record(
                    reader, "contact.searchLimited", "list/contacts",
                    $"more than {Most} numbers in {Window.TotalMinutes:0} minutes", http.RequestAborted);
                break;
        }
        return Problems.Problem(
            StatusCodes.Status429TooManyRequests,
            "短时间内查找的号码过多，请稍后再试。 / Too many numbers looked for in a short time; try again later.", "tooManyNumbers");
    }

    internal Turn Look(string reader, string number)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            // As many as there are users at the most.
            if (!_readers.TryGetValue(reader, out var looked) || now - looked.Since >= Window)
                _readers[reader] = looked = new Looked(now, []);
            if (looked.Numbers.Contains(number))
                return Turn.Go;
            if (looked.Numbers.Count < Most)
            {
                looked.Numbers.Add(number);
                return Turn.Go;
            }
            var first = !looked.IsTold;
            looked.IsTold = true;
            return first ? Turn.FirstTooMany : Turn.TooMany;
        }
    }

    internal enum Turn
    {
        Go,

        /// <summary>To be written down.</summary>
        FirstTooMany,
        TooMany,
    }

    private sealed record Looked(DateTimeOffset Since, HashSet<string> Numbers)
    {
        public bool IsTold { get; set; }
    }
}
