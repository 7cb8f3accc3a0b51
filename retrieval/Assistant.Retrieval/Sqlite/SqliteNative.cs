using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Assistant.Retrieval.Sqlite;

/// <summary>
/// Makes the SQLite of the operating system the one this process uses: it gets security updates with the system, the library bundled on
/// NuGet does not. Call <see cref="Use"/> before the first connection; calling it again does nothing.
/// </summary>
public static class SqliteNative
{
    // Debian and most Linux systems, macOS, Windows 10 and later. None of them: the loader looks for a bundled e_sqlite3.
    static readonly string[] SystemLibraries = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3"];

    // Static because the runtime takes one resolver per assembly, once per process.
    static readonly Lazy<bool> Installed = new(Install);

    public static void Use() => _ = Installed.Value;

    static bool Install()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, FromSystem);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    static nint FromSystem(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name == "e_sqlite3")
            foreach (var library in SystemLibraries)
                if (NativeLibrary.TryLoad(library, out var handle)) return handle;
        return 0;
    }
}
