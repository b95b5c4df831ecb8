using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Workflows.Tests.Mail;

/// <summary>A real SMTP server (Debian's python3-aiosmtpd) on 127.0.0.1 that writes what it gets into a folder.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    // Refuses any recipient that contains "refused"; puts off "busy" with a temporary error.
    private const string Script =
        """
        import sys, time, os
        from aiosmtpd.controller import Controller
        class Handler:
            count = 0
            async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
                if 'refused' in address: return '550 no such user'
                if 'busy' in address: return '450 try later'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                Handler.count += 1
                name = os.path.join(sys.argv[2], '%04d.eml' % Handler.count)
                with open(name + '.tmp', 'wb') as f: f.write(('X-To: ' + ','.join(envelope.rcpt_tos) + '\r\n').encode() + envelope.content)
                os.rename(name + '.tmp', name)
                return '250 OK'
        c = Controller(Handler(), hostname='127.0.0.1', port=int(sys.argv[1]))
        c.start()
        print('ready', flush=True)
        sys.stdin.read()
        """;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private SmtpServer(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts the server; null when python3-aiosmtpd is not installed.</summary>
    public static async Task<SmtpServer?> StartAsync()
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python))
        {
            return null;
        }

        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("ledger-smtp-");
        var start = new ProcessStartInfo(python, ["-c", Script, $"{port}", folder.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync() == "ready")
        {
            return new SmtpServer(process, folder, port);
        }

        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
        return null;
    }

    public IReadOnlyList<string> Received() =>
        [.. _folder.GetFiles("*.eml").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => File.ReadAllText(f.FullName))];

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
