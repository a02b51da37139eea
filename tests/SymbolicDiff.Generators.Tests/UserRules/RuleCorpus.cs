namespace SymbolicDiff.Generators.Tests.UserRules;

/// <summary>Methods and their rules, right ones and subtly wrong ones: parameters | body | partials.</summary>
internal static class RuleCorpus
{
    public const string Right = """
        double x | Math.Sin(x) | cos(x)
        double x | Math.Cos(x) | -sin(x)
        double x | Math.Tan(x) | 1 + result ^ 2
        double x | Math.Exp(x) | result
        double x | Math.Log(x) | 1 / x
        double x | Math.Sqrt(x) | 0.5 / result singular
        double x | Math.Cbrt(x) | 1 / (3 * result ^ 2) singular
        double x | Math.Asin(x) | 1 / sqrt(1 - x ^ 2) singular
        double x | Math.Acos(x) | -1 / sqrt(1 - x ^ 2) singular
        double x | Math.Atan(x) | 1 / (1 + x * x)
        double x | Math.Sinh(x) | cosh(x)
        double x | Math.Cosh(x) | sinh(x)
        double x | Math.Tanh(x) | 1 - result * result
        double x | Math.Asinh(x) | 1 / sqrt(1 + x * x)
        double x | Math.Acosh(x) | 1 / sqrt(x * x - 1)
        double x | Math.Atanh(x) | 1 / (1 - x * x)
        double x | Math.Log2(x) | log2e / x
        double x | Math.Log10(x) | log10e / x
        double x | Math.Abs(x) | if x > 0 then 1 else if x < 0 then -1 else 0
        double x | Math.Max(x, 0) | if x > 0 then 1 else if x < 0 then 0 else 0.5
        double x | x > 0 ? x : 0.01 * x | if x > 0 then 1 else 0.01
        double x | 1 / (1 + Math.Exp(-x)) | result * (1 - result)
        double x | Math.Log(1 + Math.Exp(x)) | 1 / (1 + exp(-x))
        double x | x / (1 + Math.Exp(-x)) | s + x * s * (1 - s) where s = 1 / (1 + exp(-x))
        double x | x > 0 ? x : Math.Exp(x) - 1 | if x > 0 then 1 else result + 1
        double x | x / (1 + Math.Abs(x)) | 1 / (1 + abs(x)) ^ 2
        double x | Math.Exp(-x * x) | -2 * x * result
        double x | x * x * x | 3 * x ^ 2
        double x | 1 / x | -1 / (x * x)
        double x | 1 / (x * x) | -2 / x ^ 3
        double x | Math.Pow(x, 2.5) | 2.5 * x ^ 1.5
        double x | Math.Pow(2, x) | ln2 * result
        double x | x * Math.Log(x) | log(x) + 1
        double x | Math.Sin(x) / x | (cos(x) - result) / x
        double x | x * Math.Exp(x) | (1 + x) * exp(x)
        double x | Math.Log(x / (1 - x)) | 1 / (x * (1 - x))
        double x | Math.Sqrt(1 + x * x) | x / result
        double x | Math.Sin(x * x) | 2 * x * cos(x * x)
        double x | Math.Exp(Math.Sin(x)) | result * cos(x)
        double x | Math.Floor(x) + x | 1
        double x | x - Math.Floor(x) | 1
        double x | x % 1 | 1
        double x | 3 * x + 4 | 3
        double x | (x - 1) * (x + 1) | 2 * x
        double x | ((x + 2) * x + 3) * x + 4 | (3 * x + 4) * x + 3
        double x | Math.Clamp(x, -1, 1) | if x > -1 && x < 1 then 1 else 0
        double x | x < 1 ? x * x / 2 : x - 0.5 | if x < 1 then x else 1
        double x | Math.Atan2(x, 2) | 2 / (4 + x * x)
        double x | x >= 0 ? Math.Sqrt(x) : -Math.Sqrt(-x) | 0.5 / abs(result) singular
        double x | (Math.Exp(x) - Math.Exp(-x)) / 2 | cosh(x)
        double x, double y | x * y | y, x
        double x, double y | x / y | 1 / y, -result / y
        double x, double y | Math.Pow(x, y) | y * x ^ (y - 1), result * log(x)
        double x, double y | Math.Sqrt(x * x + y * y) | x / result, y / result
        double y, double x | Math.Atan2(y, x) | x / (x * x + y * y), -y / (x * x + y * y)
        double x, double y | Math.Max(x, y) | if x > y then 1 else if x < y then 0 else 0.5, if y > x then 1 else if y < x then 0 else 0.5
        double x, double y | x * Math.Exp(y) | exp(y), result
        double x, double y | Math.Sin(x) * Math.Cos(y) | cos(x) * cos(y), -sin(x) * sin(y)
        double x, double y | Math.Log(Math.Exp(x) + Math.Exp(y)) | exp(x - result), exp(y - result)
        double x, double y | x * x * y | 2 * x * y, x * x
        double a, double b, double t | a + (b - a) * t | 1 - t, t, b - a
        double x, double y, double z | x * y + z | y, x, 1
        double x, double m, double s | Math.Exp(-(x - m) * (x - m) / (2 * s * s)) | -(x - m) / s ^ 2 * result, (x - m) / s ^ 2 * result, (x - m) ^ 2 / s ^ 3 * result
        double x, double k | 1 / (1 + Math.Exp(-k * x)) | k * result * (1 - result), x * result * (1 - result)
        double p, double y | -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p)) | (p - y) / (p * (1 - p)), log((1 - p) / p)
        double x, double y | (x - y) * (x - y) | 2 * (x - y), -2 * (x - y)
        double x, double delta | Math.Abs(x) < delta ? x * x / 2 : delta * (Math.Abs(x) - delta / 2) | if abs(x) < delta then x else if x > 0 then delta else -delta, if abs(x) < delta then 0 else abs(x) - delta
        double x, double low, double high | Math.Min(Math.Max(x, low), high) | if x > low && x < high then 1 else 0, if high > low && x < low then 1 else 0, if max(x, low) > high then 1 else 0
        double x, double y | Math.Sqrt(Math.Abs(x * y)) | 0.5 * result / x, 0.5 * result / y
        double x, int n | Math.Pow(x, n) | n * x ^ (n - 1)
        double x, int n | n * x | n
        double x, int n | { double p = 1; for (int i = 0; i < n; i++) p *= x; return p; } | n * x ^ (n - 1)
        double x, bool flip | flip ? -x : x | if flip then -1 else 1
        double x, bool square | square ? x * x : x | if square then 2 * x else 1, 0
        double x | { double t = x, s = x; for (int n = 1; n < 60; n++) { t *= -x * x / n; s += t / (2 * n + 1); } return 2 / Math.Sqrt(Math.PI) * s; } | 2 / sqrt(pi) * exp(-x ^ 2)
        double x | { double t = 1 / (1 + 0.3275911 * Math.Abs(x)); double y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.Exp(-x * x); return x < 0 ? -y : y; } | 2 / sqrt(pi) * exp(-x ^ 2)
        double x | { double r = x > 1 ? x : 1; for (int i = 0; i < 60; i++) r = (r + x / r) / 2; return r; } | 0.5 / result
        double x | { double low = 0, high = 10; for (int i = 0; i < 60; i++) { double m = (low + high) / 2; if (m * m * m < x) low = m; else high = m; } return low; } | 1 / (3 * result ^ 2)
        double x | { double w = 0.5; for (int i = 0; i < 40; i++) { double e = Math.Exp(w); w -= (w * e - x) / (e * (w + 1)); } return w; } | result / (x * (1 + result))
        double x | { double s = 0; for (int k = 1; k < 40; k++) s += Math.Pow(x, k) / k; return s; } | 1 / (1 - x)
        double x | { double t = 1, s = 1; for (int k = 1; k < 40; k++) { t *= x / k; s += t; } return s; } | result
        double x | { double t = x, s = x; for (int k = 1; Math.Abs(t) > 1e-17; k++) { t *= -x * x / ((2 * k) * (2 * k + 1)); s += t; } return s; } | cos(x)
        double x | Math.Round(x * 100) / 100 | 1
        double x | Math.Floor(x * 20) / 20 | 1
        double x | Math.Round(x) | 1
        double x | (int)(x * 10) * 0.1 | 1
        double x | { double i = Math.Floor(x * 5); double t = x * 5 - i; return (1 - t) * Math.Sin(i / 5) + t * Math.Sin((i + 1) / 5); } | cos(x)
        double x | x * (27 + x * x) / (27 + 9 * x * x) | 1 - tanh(x) ^ 2
        double x | x - x * x * x / 6 + x * x * x * x * x / 120 | cos(x)
        double x | 1 + x + x * x / 2 + x * x * x / 6 + x * x * x * x / 24 | exp(x)
        double x | { if (x <= 0) throw new ArgumentException("x"); return Math.Log(x); } | 1 / x
        double x | (x - 0.5) * Math.Log(x) - x + 0.9189385332 + 1 / (12 * x) | log(x) - 0.5 / x - 1 / (12 * x ^ 2)
        double x | Math.Sin(1000 * x) | 1000 * cos(1000 * x)
        double x | Math.Sin(1 / (x - 0.71)) | -cos(1 / (x - 0.71)) / (x - 0.71) ^ 2
        double x | 1e200 * x | 1e200
        double x | 1e-200 * x | 1e-200
        double x | 1e8 + 1e-3 * Math.Sin(x) | 1e-3 * cos(x)
        double x | Math.Exp(-50 * x * x) | -100 * x * result
        double x | { double[] c = { 1, 0.5, 0.25 }; double s = 0; for (int i = c.Length - 1; i >= 0; i--) s = s * x + c[i]; return s; } | 0.5 + 0.5 * x
        double x | Math.Sign(x) * x * x | 2 * abs(x)
        double x, double y | x > y ? x - y : 2 * (y - x) | if x > y then 1 else -2, if x > y then -1 else 2
        float x | MathF.Sin(x) | cos(x)
        float x | 1 / (1 + MathF.Exp(-x)) | result * (1 - result)
        """;

    public const string Wrong = """
        double x | Math.Sin(x) | -cos(x)
        double x | Math.Cos(x) | sin(x)
        double x | Math.Tan(x) | 1 + result
        double x | Math.Tanh(x) | 1 - result
        double x | Math.Sqrt(x) | 0.5 / x
        double x | Math.Sqrt(x) | 0.5 * result
        double x | Math.Asin(x) | 1 / sqrt(1 + x ^ 2)
        double x | Math.Acos(x) | 1 / sqrt(1 - x ^ 2)
        double x | Math.Atan(x) | 1 / (1 + x)
        double x | Math.Log10(x) | 1 / x
        double x | Math.Log2(x) | ln2 / x
        double x | Math.Pow(2, x) | result
        double x | 1 / (1 + Math.Exp(-x)) | result
        double x | 1 / (1 + Math.Exp(-x)) | x * (1 - x)
        double x | Math.Log(1 + Math.Exp(x)) | 1 / (1 + exp(x))
        double x | x / (1 + Math.Exp(-x)) | s * (1 - s) where s = 1 / (1 + exp(-x))
        double x | Math.Abs(x) | 1
        double x | x > 0 ? x : 0.01 * x | if x > 0 then 1 else 0
        double x | x > 0 ? x : Math.Exp(x) - 1 | if x > 0 then 1 else result
        double x | Math.Exp(-x * x) | 2 * x * result
        double x | Math.Exp(-x * x) | -x * result
        double x | x * x * x | 3 * x
        double x | 1 / x | 1 / (x * x)
        double x | 1 / (x * x) | -2 / x ^ 2
        double x | x * Math.Log(x) | log(x)
        double x | Math.Sin(x) / x | cos(x) / x
        double x | Math.Sin(x * x) | cos(x * x)
        double x | Math.Sqrt(1 + x * x) | 2 * x / result
        double x | ((x + 2) * x + 3) * x + 4 | (3 * x + 2) * x + 3
        double x | { double t = x, s = x; for (int n = 1; n < 60; n++) { t *= -x * x / n; s += t / (2 * n + 1); } return 2 / Math.Sqrt(Math.PI) * s; } | 2 / sqrt(pi) * exp(-x)
        double x | { double t = x, s = x; for (int n = 1; n < 60; n++) { t *= -x * x / n; s += t / (2 * n + 1); } return 2 / Math.Sqrt(Math.PI) * s; } | sqrt(pi) / 2 * exp(-x ^ 2)
        double x, double y | x / y | 1 / y, result / y
        double x, double y | x * y | x, y
        double y, double x | Math.Atan2(y, x) | -y / (x * x + y * y), x / (x * x + y * y)
        double x, double y | Math.Pow(x, y) | y * x ^ y, result * log(x)
        double x, double y | Math.Sqrt(x * x + y * y) | x / result, x / result
        double a, double b, double t | a + (b - a) * t | t, 1 - t, b - a
        double x, double m, double s | Math.Exp(-(x - m) * (x - m) / (2 * s * s)) | -(x - m) / s ^ 2 * result, (x - m) / s ^ 2 * result, (x - m) ^ 2 / s ^ 2 * result
        double x, int n | { double p = 1; for (int i = 0; i < n; i++) p *= x; return p; } | n * x ^ n
        double p, double y | -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p)) | (p - y) / (p * (1 + p)), log((1 - p) / p)
        """;

    public static IReadOnlyList<(string Parameters, string Body, string Partials)> Read(string corpus) =>
        [.. corpus.Split('\n').Select(line => line.Split(" | ")).Select(parts => (parts[0].Trim(), parts[1], parts[2]))];

    /// <summary>A method with its rule.</summary>
    public static string Method(string name, (string Parameters, string Body, string Partials) entry)
    {
        string result = entry.Parameters.StartsWith("float", StringComparison.Ordinal) ? "float" : "double";
        string body = entry.Body[0] == '{' ? " " + entry.Body : " => " + entry.Body + ";";
        string partials = string.Join(", ", Partials(entry.Partials).Select(partial => "\"" + partial + "\""));
        return $"[Derivative({partials})] public static {result} {name}({entry.Parameters}){body}";
    }

    /// <summary>Cuts at the commas outside of parentheses.</summary>
    private static List<string> Partials(string text)
    {
        var partials = new List<string>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth > 0 || text[i] != ',') continue;
            partials.Add(text[start..i].Trim());
            start = i + 1;
        }

        partials.Add(text[start..].Trim());
        return partials;
    }
}
