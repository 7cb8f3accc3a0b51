using Assistant.Retrieval.Tests.Sqlite;
using Xunit.Runner.InProc.SystemConsole;

return args is [KilledWriterTests.WriterCommand, var folder]
    ? await KilledWriterTests.WriteForeverAsync(folder)
    : await ConsoleRunner.Run(args);
