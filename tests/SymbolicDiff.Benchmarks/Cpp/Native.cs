using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SymbolicDiff.Benchmarks.Cpp;

/// <summary>The problems in C++, built from the sources beside this file where there is a compiler.</summary>
internal static class Native
{
    private const string Name = "inCpp";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cpp");
    private static readonly string Library = Path.Combine(Folder, Name + ".so");
    private static readonly Lazy<bool> Built = new(Build);

    /// <summary>Whether there is a compiler, and it has built the library.</summary>
    public static bool IsThere => Built.Value;

    private static bool Build()
    {
        string[] sources = Directory.GetFiles(Folder, "*.cpp");
        Array.Sort(sources, StringComparer.Ordinal);
        try
        {
            using var compiler = Process.Start("g++", ["-O3", "-march=native", "-shared", "-fPIC", "-o", Library, .. sources]);
            compiler.WaitForExit();
            if (compiler.ExitCode != 0) throw new InvalidOperationException("g++ does not build the problems in C++.");
        }
        catch (Win32Exception)
        {
            return false;
        }

        NativeLibrary.SetDllImportResolver(
            typeof(Native).Assembly, (name, _, _) => name == Name ? NativeLibrary.Load(Library) : IntPtr.Zero);
        return true;
    }

    [DllImport(Name, EntryPoint = "gmm")]
    public static extern double Gmm(
        int components, int d, int n, double[] alpha, double[] mu, double[] q, double[] l, double[] x, double gamma, int m);

    [DllImport(Name, EntryPoint = "gmm_gradient")]
    public static extern double GmmGradient(
        int components, int d, int n, double[] alpha, double[] mu, double[] q, double[] l, double[] x, double gamma, int m,
        double[] alphaBar, double[] muBar, double[] qBar, double[] lBar);

    [DllImport(Name, EntryPoint = "lstm")]
    public static extern double Lstm(int layers, int b, int steps, double[] main, double[] extra, double[] state, double[] sequence);

    [DllImport(Name, EntryPoint = "lstm_gradient")]
    public static extern double LstmGradient(
        int layers, int b, int steps, double[] main, double[] extra, double[] state, double[] sequence, double[] mainBar, double[] extraBar);

    [DllImport(Name, EntryPoint = "lse")]
    public static extern double LogSumExp(int n, double[] x);

    [DllImport(Name, EntryPoint = "lse_gradient")]
    public static extern double LogSumExpGradient(int n, double[] x, double[] gradient);

    [DllImport(Name, EntryPoint = "kmeans")]
    public static extern double KMeans(int d, int n, int k, double[] points, double[] centroids);

    [DllImport(Name, EntryPoint = "kmeans_direction")]
    public static extern double KMeansDirection(int d, int n, int k, double[] points, double[] centroids, double[] direction);

    [DllImport(Name, EntryPoint = "ba")]
    public static extern double BundleAdjustment(
        int n, int m, int p, double[] cameras, double[] points, double[] weights, double[] features, double[] errors, double[] weightErrors);

    [DllImport(Name, EntryPoint = "ba_jacobian")]
    public static extern double BundleAdjustmentJacobian(
        int n, int m, int p, double[] cameras, double[] points, double[] weights, double[] features, double[] errors, double[] weightErrors,
        double[] entries);

    [DllImport(Name, EntryPoint = "exp_of_sin")]
    public static extern double ExpOfSin(int n, double[] x);

    [DllImport(Name, EntryPoint = "exp_of_sin_gradient")]
    public static extern double ExpOfSinGradient(int n, double[] x, double[] gradient);

    [DllImport(Name, EntryPoint = "logistic")]
    public static extern double Logistic(int n, double[] w, double b, double[] x, double y);

    [DllImport(Name, EntryPoint = "logistic_gradient")]
    public static extern double LogisticGradient(int n, double[] w, double b, double[] x, double y, double[] gradient);

    [DllImport(Name, EntryPoint = "rosenbrock")]
    public static extern double Rosenbrock(int n, double[] x);

    [DllImport(Name, EntryPoint = "rosenbrock_gradient")]
    public static extern double RosenbrockGradient(int n, double[] x, double[] gradient);

    [DllImport(Name, EntryPoint = "determinant")]
    public static extern double Determinant(int n, double[] a);

    [DllImport(Name, EntryPoint = "determinant_gradient")]
    public static extern double DeterminantGradient(int n, double[] a, double[] gradient);

    [DllImport(Name, EntryPoint = "least_squares")]
    public static extern double LeastSquares(int terms, int n, double[] c, double[] x, double[] y);

    [DllImport(Name, EntryPoint = "least_squares_gradient")]
    public static extern double LeastSquaresGradient(int terms, int n, double[] c, double[] x, double[] y, double[] gradient);

    [DllImport(Name, EntryPoint = "network")]
    public static extern double Network(
        int samples, double[] w1, double[] b1, double[] w2, double[] b2, double[] w3, double[] b3, double[] x, int[] labels);

    [DllImport(Name, EntryPoint = "network_gradient")]
    public static extern double NetworkGradient(
        int samples, double[] w1, double[] b1, double[] w2, double[] b2, double[] w3, double[] b3, double[] x, int[] labels,
        double[] w1Bar, double[] b1Bar, double[] w2Bar, double[] b2Bar, double[] w3Bar, double[] b3Bar);
}
