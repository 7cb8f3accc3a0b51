using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Adapters.Storage;

/// <summary>Where the SQLite stores keep their files. Section <c>Storage:Sqlite</c>.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>Folder of the database files, made when it is missing; relative to the working folder.</summary>
    [Required]
    public string Folder { get; init; } = "data";
}

[OptionsValidator]
internal sealed partial class ValidateSqliteStorageOptions : IValidateOptions<SqliteStorageOptions>;
