namespace TellerLine.Host;

/// <summary>The options of <c>tellerline</c>, as configuration keys.</summary>
internal sealed record CommandLine(
    bool Fresh, bool Help, string? ConfigFile, IReadOnlyDictionary<string, string?> Settings, string? Fault)
{
    /// <summary>
    /// <c>tellerline openapi FILE</c>, for who builds the pages: the file to write the OpenAPI document to.
    /// </summary>
    public string? OpenApi { get; init; }

    /// <summary><c>tellerline permissions FILE</c>: the file to write the table of permissions to.</summary>
    public string? Permissions { get; init; }

    /// <summary><c>tellerline keys rotate</c>, with the centre stopped.</summary>
    public bool RotateKeys { get; init; }

    /// <summary><c>tellerline audit verify</c></summary>
    public bool VerifyAudit { get; init; }

    /// <summary><c>tellerline user add NUMBER</c></summary>
    public UserToAdd? NewUser { get; init; }

    /// <summary><c>tellerline user password NUMBER</c>: whose password is to be replaced.</summary>
    public string? PasswordOf { get; init; }

    /// <summary><c>tellerline user codes-off NUMBER</c>: whose one-time codes are to be taken off.</summary>
    public string? CodesOffOf { get; init; }

    /// <summary><c>tellerline user subject NUMBER SUBJECT</c>; empty: the number again.</summary>
    public (string Number, string Subject)? SubjectOf { get; init; }

    /// <summary>
    /// <c>tellerline projections [rebuild NAME | retry NAME]</c>; the deed is empty when only looked at.
    /// </summary>
    public (string Deed, string Name)? Projections { get; init; }

    public const string Usage = """
        tellerline projections [rebuild NAME | retry NAME]   how the tables made from the journal are; made anew; rows aside tried again
        tellerline audit verify   the audit trail's hashes computed again; exit code 1 and the row where it was tampered with
        tellerline keys rotate   (the centre stopped) new keys, everything encrypted anew; with --data and --config as below
        tellerline user add NUMBER --name NAME [--name-en NAME] --role ROLE[,ROLE…] [--level 0-4] [--org UNIT]
                        a user, the first administrator above all; the password is asked for, or read from standard input;
                        with --data and --config as below
        tellerline user password NUMBER   a new password for one who lost it, asked for or read as above
        tellerline user codes-off NUMBER  takes the one-time codes off one who lost the telephone they come from
        tellerline user subject NUMBER SUBJECT   how the bank's identity provider names a user; "": by his number
        tellerline simulate …   the centre in virtual time, for who plans; simulate --help tells its options
        tellerline replay FILE …   a real centre's call log through the router, beside what happened; replay --help
        tellerline [--fresh] [--https] [--data DIR] [--config FILE] [--http-port N] [--https-port N] [--sip-port N] [--set Section:Key=VALUE]…
          --fresh         begin again: the data directory is emptied first
          --https         serve HTTPS on every address too, with a certificate made on the spot
          --data DIR      database, recordings, keys (default: data)
          --config FILE   the bank's settings, JSON, over the built-in ones (default: tellerline.json where it exists)
          --set KEY=VALUE one setting, e.g. --set Centre:Hotline=96558
        Environment variables TELLERLINE_Section__Key set settings too.
        """;

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        bool fresh = false, help = false, rotate = false, audit = false;
        string? config = null, openApi = null, permissions = null;
        (string, string)? projections = null;
        UserToAdd? user = null;
        string? passwordOf = null, codesOffOf = null;
        (string, string)? subjectOf = null;
        for (var i = 0; i < args.Count; i++)
        {
            string? Value() => i + 1 < args.Count ? args[++i] : null;
            switch (args[i])
            {
                case "run" when i == 0: break;
                case "openapi" when i == 0 && Value() is { } file: openApi = file; break;
                case "permissions" when i == 0 && Value() is { } file: permissions = file; break;
                case "keys" when i == 0 && Value() is "rotate": rotate = true; break;
                case "audit" when i == 0 && Value() is "verify": audit = true; break;
                case "projections" when i == 0:
                    projections = args is [_, "rebuild" or "retry", _, ..] ? (Value()!, Value()!) : ("", "");
                    break;
                case "user" when args is [_, "add", { Length: > 0 } number, ..] && i == 0:
                    (user, i) = (new UserToAdd(number), 2);
                    break;
                case "user" when args is [_, "password", { Length: > 0 } number, ..] && i == 0:
                    (passwordOf, i) = (number, 2);
                    break;
                case "user" when args is [_, "codes-off", { Length: > 0 } number, ..] && i == 0:
                    (codesOffOf, i) = (number, 2);
                    break;
                case "user" when args is [_, "subject", { Length: > 0 } number, var subject, ..] && i == 0:
                    (subjectOf, i) = ((number, subject), 3);
                    break;
                case "--name" when user is not null && Value() is { } name: user = user with { Name = name }; break;
                case "--name-en" when user is not null && Value() is { } name:
                    user = user with { NameEn = name };
                    break;
                case "--role" when user is not null && Value() is { } roles:
                    user = user with { Roles = roles.Split(',', StringSplitOptions.RemoveEmptyEntries) };
                    break;
                case "--level" when user is not null && int.TryParse(Value(), out var level):
                    user = user with { Level = level };
                    break;
                case "--org" when user is not null && Value() is { } unit: user = user with { Unit = unit }; break;
                case "--fresh": fresh = true; break;
                case "--help" or "-h": help = true; break;
                case "--https": settings["Centre:Https"] = "true"; break;
                case "--data": settings["Kernel:DataDirectory"] = Value(); break;
                case "--config": config = Value(); break;
                case "--http-port": settings["Centre:HttpPort"] = Value(); break;
                case "--https-port": settings["Centre:HttpsPort"] = Value(); break;
                case "--sip-port": settings["Voice:SipPort"] = Value(); break;
                case "--set" when Value() is { } pair && pair.IndexOf('=') is > 0 and var cut:
                    settings[pair[..cut]] = pair[(cut + 1)..];
                    break;
                default:
                    return new(fresh, help, config, settings, $"{args[i]}: not an option, or its value is missing");
            }
        }
        return new(fresh, help, config, settings, null)
        {
            OpenApi = openApi, Permissions = permissions, RotateKeys = rotate, Projections = projections,
            NewUser = user, PasswordOf = passwordOf, CodesOffOf = codesOffOf, SubjectOf = subjectOf,
            VerifyAudit = audit,
        };
    }
}
