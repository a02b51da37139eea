using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SymbolicDiff.Checking;

namespace SymbolicDiff;

/// <summary>What code that is differentiated, and code that tests a derivative, can say about derivatives.</summary>
public static class Gradients
{
    private const double Tolerance = 1e-6;

    /// <summary>The identity, with derivative zero: cuts <paramref name="x"/> out of the differentiation on purpose.</summary>
    /// <param name="x">Any value.</param>
    /// <returns><paramref name="x"/>.</returns>
    public static double Stop(double x) => x;

    /// <inheritdoc cref="Stop(double)"/>
    public static float Stop(float x) => x;

    /// <inheritdoc cref="Stop(double)"/>
    /// <typeparam name="T">The value's type; an array is returned as it is, not copied.</typeparam>
    public static T Stop<T>(T x) => x;

    /// <summary>
    /// As the first statement of a counted loop's body: a reverse derivative keeps what the loop changes about as many times as the square root of the number of its iterations, and
    /// runs the iterations between once more, instead of recording each of them. The derivative is the same, bit for bit. Called, it does nothing.
    /// </summary>
    /// <example>
    /// <code>
    /// for (int i = 0; i &lt; steps; i++)
    /// {
    ///     Gradients.Checkpoint();
    ///     x += h * rate * Math.Sin(x);
    /// }
    /// </code>
    /// </example>
    public static void Checkpoint()
    {
    }

    /// <summary>
    /// Compares a gradient with five-point differences of the function, component by component, with a step scaled to the coordinate.
    /// At a kink every slope between those of its two sides is accepted.
    /// </summary>
    /// <param name="f">The function. It may change the array it is given.</param>
    /// <param name="gradient">Its gradient: one component for each coordinate.</param>
    /// <param name="point">Where to compare. Not changed.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException">An argument is null, or <paramref name="gradient"/> returned null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> returned another number of components than the point has.</exception>
    /// <exception cref="GradientMismatchException">A component differs; the exception names the one that is furthest off.</exception>
    public static void Check(Func<double[], double> f, Func<double[], double[]> gradient, double[] point, double tolerance = Tolerance)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Check(f, point, gradient, tolerance: tolerance);
    }

    /// <summary>Compares a derivative of a function of one variable with five-point differences.</summary>
    /// <param name="f">The function.</param>
    /// <param name="derivative">Its derivative.</param>
    /// <param name="point">Where to compare.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> or <paramref name="derivative"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="GradientMismatchException">The two differ.</exception>
    public static void Check(Func<double, double> f, Func<double, double> derivative, double point, double tolerance = Tolerance)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        Check(f, point, derivative, tolerance: tolerance);
    }

    /// <summary>
    /// Compares all derivatives of a function of an array that are named: the first one of gradient, Vjp and Jvp with five-point differences, the others with it,
    /// and second derivatives with differences of it. Values that come with a derivative must be the function's.
    /// </summary>
    /// <param name="f">The function. It may change the array it is given.</param>
    /// <param name="point">Where to compare. Not changed.</param>
    /// <param name="gradient">Its gradient: one component for each coordinate.</param>
    /// <param name="jvp">Of the point and a tangent, the value and its tangent: <c>(x, dx) => FJvp(x, dx)</c>.</param>
    /// <param name="vjp">Adds to the point's adjoint: <c>(x, resultAdjoint, ref xBar) => FVjp(x, resultAdjoint, xBar)</c>.</param>
    /// <param name="hessian">Its second derivatives.</param>
    /// <param name="hessianVectorProduct">Of the point and a direction, the product of the Hessian with the direction.</param>
    /// <param name="hessianDiagonal">Its second derivative with respect to each coordinate.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> or <paramref name="point"/> is null, or a derivative returned null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="ArgumentException">No first derivative is given, or one returned another number of components than it has.</exception>
    /// <exception cref="GradientMismatchException">A component differs; the exception names the one that is furthest off, and the likely cause.</exception>
    [OverloadResolutionPriority(1)]
    public static void Check(
        Func<double[], double> f,
        double[] point,
        Func<double[], double[]>? gradient = null,
        Func<double[], double[], (double Value, double Tangent)>? jvp = null,
        Vjp<double[], double>? vjp = null,
        Func<double[], double[,]>? hessian = null,
        Func<double[], double[], double[]>? hessianVectorProduct = null,
        Func<double[], double[]>? hessianDiagonal = null,
        double tolerance = Tolerance)
    {
        Require(f, point, tolerance);
        string name = NameOf(f);
        new DerivativeCheck
        {
            Function = x => [f(x)],
            Point = point,
            Inputs = Elements(name, point.Length),
            Results = _ => [""],
            Tolerance = tolerance,
            Partials = gradient,
            Jvp = jvp is null ? null : (x, direction) => jvp(x, direction) is var (value, tangent) ? ([value], [tangent]) : default,
            Vjp = vjp is null ? null : (x, seed, before) =>
            {
                double value = vjp(x, seed[0], ref before);
                return ([value], before);
            },
            Hessian = hessian is null ? null : x => Row(hessian(x), nameof(hessian)),
            HessianTimes = hessianVectorProduct,
            HessianDiagonal = hessianDiagonal,
        }.Run();
    }

    /// <summary>Compares all derivatives of a function of one variable that are named; the emitted methods can be given as they are.</summary>
    /// <param name="f">The function.</param>
    /// <param name="point">Where to compare.</param>
    /// <param name="gradient">Its derivative: <c>FGradient</c>.</param>
    /// <param name="jvp">The value and its tangent: <c>FJvp</c>.</param>
    /// <param name="vjp">Adds to the variable's adjoint: <c>FVjp</c>.</param>
    /// <param name="hessian">Its second derivative: <c>FHessian</c>.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="ArgumentException">No first derivative is given.</exception>
    /// <exception cref="GradientMismatchException">Two numbers differ; the exception names them and the likely cause.</exception>
    [OverloadResolutionPriority(1)]
    public static void Check(
        Func<double, double> f,
        double point,
        Func<double, double>? gradient = null,
        Func<double, double, (double Value, double Tangent)>? jvp = null,
        Vjp<double, double>? vjp = null,
        Func<double, double>? hessian = null,
        double tolerance = Tolerance)
    {
        Require(f, f, tolerance);
        new DerivativeCheck
        {
            Function = x => [f(x[0])],
            Point = [point],
            Inputs = [NameOf(f)],
            Results = _ => [""],
            Tolerance = tolerance,
            Partials = gradient is null ? null : x => [gradient(x[0])],
            Jvp = jvp is null ? null : (x, direction) => jvp(x[0], direction[0]) is var (value, tangent) ? ([value], [tangent]) : default,
            Vjp = vjp is null ? null : (x, seed, before) =>
            {
                double value = vjp(x[0], seed[0], ref before[0]);
                return ([value], before);
            },
            Hessian = hessian is null ? null : x => [hessian(x[0])],
        }.Run();
    }

    /// <summary>
    /// Compares all derivatives that are named, as <see cref="Check(Func{double[], double}, double[], Func{double[], double[]}, Func{double[], double[], ValueTuple{double, double}}, Vjp{double[], double}, Func{double[], double[,]}, Func{double[], double[], double[]}, Func{double[], double[]}, double)"/>
    /// does, for a function of anything that is made of reals: of an array, matrix, jagged array or structure, or of several of them in a tuple such as
    /// <c>(double[] w, double b)</c>, which is what <c>FGradient</c> returns.
    /// </summary>
    /// <typeparam name="T">The parameter's type, or a tuple of several. With <c>float</c> in it the tolerance is at least 1e-3.</typeparam>
    /// <param name="f">The function: <c>p => F(p.w, p.b)</c>.</param>
    /// <param name="point">Where to compare. Not changed.</param>
    /// <param name="gradient">Its gradient: <c>p => FGradient(p.w, p.b)</c>.</param>
    /// <param name="jvp">Of the point and a tangent, the value and its tangent: <c>(p, d) => FJvp(p.w, p.b, d.w, d.b)</c>.</param>
    /// <param name="vjp">Adds to the point's adjoint: <c>(p, resultAdjoint, ref a) => FVjp(p.w, p.b, resultAdjoint, a.w, ref a.b)</c>.</param>
    /// <param name="hessian">Its second derivatives; rows and columns run over all parameters.</param>
    /// <param name="hessianVectorProduct">Of the point and a direction, the product of the Hessian with the direction.</param>
    /// <param name="hessianDiagonal">Its second derivative with respect to each component.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> or <paramref name="point"/> is null, or a derivative returned null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="ArgumentException">The point is not made of reals, no first derivative is given, or one has another shape than the point.</exception>
    /// <exception cref="GradientMismatchException">A component differs; the exception names the one that is furthest off, and the likely cause.</exception>
    [RequiresUnreferencedCode("It looks for the members of tuples and structures by reflection.")]
    public static void Check<T>(
        Func<T, double> f,
        T point,
        Func<T, T>? gradient = null,
        Func<T, T, (double Value, double Tangent)>? jvp = null,
        Vjp<T, double>? vjp = null,
        Func<T, double[,]>? hessian = null,
        Func<T, T, T>? hessianVectorProduct = null,
        Func<T, T>? hessianDiagonal = null,
        double tolerance = Tolerance)
    {
        Require(f, point, tolerance);
        RealShape shape = ShapeOf(f, point);
        T With(double[] reals) => (T)shape.With(reals);
        new DerivativeCheck
        {
            Function = x => [f(With(x))],
            Point = shape.Reals(point, nameof(point)),
            Inputs = shape.Names,
            Results = _ => [""],
            Tolerance = ToleranceFor(shape, tolerance),
            IsSingle = shape.HasSingles,
            Partials = gradient is null ? null : x => shape.Reals(gradient(With(x)), nameof(gradient)),
            Jvp = jvp is null ? null : (x, direction) => jvp(With(x), With(direction)) is var (value, tangent) ? ([value], [tangent]) : default,
            Vjp = vjp is null ? null : (x, seed, before) =>
            {
                T adjoint = With(before);
                double value = vjp(With(x), seed[0], ref adjoint);
                return ([value], shape.Reals(adjoint, nameof(vjp)));
            },
            Hessian = hessian is null ? null : x => Row(hessian(With(x)), nameof(hessian)),
            HessianTimes = hessianVectorProduct is null ? null : (x, direction) => shape.Reals(hessianVectorProduct(With(x), With(direction)), nameof(hessianVectorProduct)),
            HessianDiagonal = hessianDiagonal is null ? null : x => shape.Reals(hessianDiagonal(With(x)), nameof(hessianDiagonal)),
        }.Run();
    }

    /// <summary>Compares the derivatives of a function with several results that are named: the first one with five-point differences, the others with it.</summary>
    /// <typeparam name="T">The parameter's type, or a tuple of several. With <c>float</c> in it the tolerance is at least 1e-3.</typeparam>
    /// <typeparam name="TResult">The result's type: an array, a tuple or a structure of reals.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="point">Where to compare. Not changed.</param>
    /// <param name="jacobian">A row for each component of the result, a column for each component of the point: <c>x => FJacobian(x)</c>.</param>
    /// <param name="jvp">Of the point and a tangent, the result and its tangent: <c>(x, dx) => FJvp(x, dx)</c>.</param>
    /// <param name="vjp">Adds to the point's adjoint: <c>(x, resultAdjoint, ref xBar) => FVjp(x, resultAdjoint, xBar)</c>.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> or <paramref name="point"/> is null, or a derivative returned null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="ArgumentException">Point or result are not made of reals, no derivative is given, or one has another shape than it should.</exception>
    /// <exception cref="GradientMismatchException">A component differs; the exception names the one that is furthest off, and the likely cause.</exception>
    [RequiresUnreferencedCode("It looks for the members of tuples and structures by reflection.")]
    public static void Check<T, TResult>(
        Func<T, TResult> f,
        T point,
        Func<T, double[,]>? jacobian = null,
        Func<T, T, (TResult Value, TResult Tangent)>? jvp = null,
        Vjp<T, TResult>? vjp = null,
        double tolerance = Tolerance)
    {
        Require(f, point, tolerance);
        RealShape shape = ShapeOf(f, point);
        T With(double[] reals) => (T)shape.With(reals);
        RealShape results = RealShape.Of(f(With(shape.Reals(point, nameof(point)))), "result", f.Method.ReturnTypeCustomAttributes, nameof(f));
        double[] Of(TResult value) => results.Reals(value, nameof(f));
        new DerivativeCheck
        {
            Function = x => Of(f(With(x))),
            Point = shape.Reals(point, nameof(point)),
            Inputs = shape.Names,
            Results = _ => results.Names,
            Tolerance = ToleranceFor(results.HasSingles ? results : shape, tolerance),
            IsSingle = shape.HasSingles || results.HasSingles,
            Partials = jacobian is null ? null : x => Row(jacobian(With(x)), nameof(jacobian)),
            PartialsName = "Jacobian",
            Jvp = jvp is null ? null : (x, direction) => jvp(With(x), With(direction)) is var (value, tangent) ? (Of(value), Of(tangent)) : default,
            Vjp = vjp is null ? null : (x, seed, before) =>
            {
                T adjoint = With(before);
                TResult value = vjp(With(x), (TResult)results.With(seed), ref adjoint);
                return (Of(value), shape.Reals(adjoint, nameof(vjp)));
            },
        }.Run();
    }

    /// <inheritdoc cref="Check{T, TResult}(Func{T, TResult}, T, Func{T, double[,]}, Func{T, T, ValueTuple{TResult, TResult}}, Vjp{T, TResult}, double)"/>
    [OverloadResolutionPriority(1)]
    public static void Check(
        Func<double[], double[]> f,
        double[] point,
        Func<double[], double[,]>? jacobian = null,
        Func<double[], double[], (double[] Value, double[] Tangent)>? jvp = null,
        Vjp<double[], double[]>? vjp = null,
        double tolerance = Tolerance)
    {
        Require(f, point, tolerance);
        string name = NameOf(f);
        new DerivativeCheck
        {
            Function = x => f(x),
            Point = point,
            Inputs = Elements(name, point.Length),
            Results = count => Elements("result", count),
            Tolerance = tolerance,
            Partials = jacobian is null ? null : x => Row(jacobian(x), nameof(jacobian)),
            PartialsName = "Jacobian",
            Jvp = jvp,
            Vjp = vjp is null ? null : (x, seed, before) => (vjp(x, seed, ref before), before),
        }.Run();
    }

    private static void Require(Delegate f, object? point, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(point);
        if (!(tolerance > 0 && double.IsFinite(tolerance)))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be a positive number.");
    }

    [RequiresUnreferencedCode("It looks for the members of tuples and structures by reflection.")]
    private static RealShape ShapeOf(Delegate f, object? point) => RealShape.Of(point, NameOf(f), f.Method.GetParameters()[^1], nameof(point));

    private static double ToleranceFor(RealShape shape, double tolerance) => shape.HasSingles ? Math.Max(tolerance, 1e-3) : tolerance;

    private static string NameOf(Delegate f) => f.Method.GetParameters() is [.., { Name: { Length: > 0 } name }] && name != "_" ? name : "x";

    private static string[] Elements(string name, int count) => [.. Enumerable.Range(0, count).Select(i => $"{name}[{i}]")];

    private static double[] Row(double[,] matrix, string argument)
    {
        ArgumentNullException.ThrowIfNull(matrix, argument);
        return RowMajor.Of(matrix).ToArray();
    }
}
