using System.Globalization;
using System.Reflection;
using static SymbolicDiff.Behavior.Tests.Harness.Comparison;

namespace SymbolicDiff.Behavior.Tests;

/// <summary>What holds for each derivative of every method of this project that asks for it.</summary>
public sealed class EveryFormTests
{
    public static TheoryData<string> ReverseProducts => Cases.NamesOf(Derivatives.Vjp);

    public static TheoryData<string> BothProducts => Cases.NamesOf(Derivatives.Vjp | Derivatives.Jvp);

    public static TheoryData<string> Jacobians => Cases.NamesOf(Derivatives.Jacobian);

    public static TheoryData<string> SparseJacobians => Cases.NamesOf(Derivatives.Jacobian | Derivatives.SparseJacobian);

    public static TheoryData<string> Seconds => Cases.NamesOf(Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal);

    [Theory]
    [MemberData(nameof(Jacobians))]
    public void TheJacobianAgreesWithDifferences(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.SmoothPoints(tested))
        {
            var forms = new Forms(tested, arguments);
            int rows = forms.Components(arguments).Length;
            foreach (var (parameter, matrix) in forms.Jacobian(out _))
            {
                double[] inputs = Reals.Of(arguments[tested.Parameters.Single(candidate => candidate.Name == parameter).Position]);
                Assert.Equal(rows * inputs.Length, matrix.Length);
                for (int row = 0; row < rows; row++)
                    for (int column = 0; column < inputs.Length; column++)
                    {
                        double Component(double x) => forms.Components(forms.With(parameter, column, x))[row];
                        Differences.Estimate estimate = Differences.At(Component, inputs[column], tested.IsSingle);
                        AssertDifference(estimate, matrix[row * inputs.Length + column], tested, $"{parameter}, row {row}, column {column} at {Text(arguments)}");
                    }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Jacobians))]
    public void BothFormsOfTheJacobianAreTheSameAndLeaveTheArguments(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            var forms = new Forms(tested, arguments);
            Case.Outcome expected = tested.Primal(arguments);
            Dictionary<string, double[]> matrices = forms.Jacobian(out object?[] left);
            Forms.Outcome outcome = forms.ValueAndJacobian(matrices);
            AssertSameBits(expected.Value, outcome.Value, "result", arguments);
            AssertSameArguments(expected.Arguments, outcome.Arguments, "buffers");
            AssertSameArguments(expected.Arguments, left, "matrices");
            foreach (var (parameter, matrix) in matrices) AssertAllClose(matrix, outcome.Directions.Parameters[parameter], tested, parameter, arguments);
        }
    }

    [Theory]
    [MemberData(nameof(SparseJacobians))]
    public void TheSparseEntriesAreThoseOfTheJacobianThatAreNotZero(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            var forms = new Forms(tested, arguments);
            int height = forms.Components(arguments).Length;
            double[][] matrices = [.. forms.Jacobian(out object?[] left).Values];
            var (rows, columns, values) = forms.SparseJacobian(out object?[] leftBySparse);
            AssertSameArguments(left, leftBySparse, "sparse");
            long[] places = [.. rows.Zip(columns, (row, column) => (long)row << 32 | (uint)column)];
            Assert.Equal(places.Order(), places);
            Assert.Distinct(places);
            double[] flat = [.. Enumerable.Range(0, height).SelectMany(row => matrices.SelectMany(matrix => matrix.Chunk(matrix.Length / height).ElementAt(row)))];
            double[] spread = new double[flat.Length];
            for (int k = 0; k < values.Length; k++) spread[rows[k] * (flat.Length / height) + columns[k]] = values[k];
            AssertAllClose(flat, spread, tested, "entries", arguments);
        }
    }

    [Theory]
    [MemberData(nameof(SparseJacobians))]
    public void ThePatternIsAsNarrowAsTheCodeShows(string name)
    {
        Case tested = Cases.Get(name);
        int expected = tested.Method.GetCustomAttribute<EntriesAttribute>()!.Count;
        Assert.Equal(expected, new Forms(tested, Cases.Points(tested).First()).SparseJacobian(out _).Rows.Length);
    }

    [Theory]
    [MemberData(nameof(Seconds))]
    public void TheHessianAgreesWithDifferencesOfTheGradientAndIsSymmetric(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.SmoothPoints(tested))
        {
            double[] hessian = new Forms(tested, arguments).Hessian();
            double[] inputs = tested.Inputs(arguments);
            int n = inputs.Length;
            Assert.Equal(n * n, hessian.Length);
            for (int row = 0; row < n; row++)
                for (int column = 0; column < n; column++)
                {
                    AssertSameBits(hessian[row * n + column], hessian[column * n + row], "symmetric", arguments);
                    double Slope(double x)
                    {
                        double[] moved = [.. inputs];
                        moved[column] = x;
                        return tested.Gradient(tested.WithInputs(arguments, moved)).Gradient[row];
                    }

                    AssertDifference(Differences.At(Slope, inputs[column], tested.IsSingle), hessian[row * n + column], tested, $"row {row}, column {column} at {Text(arguments)}");
                }
        }
    }

    [Theory]
    [MemberData(nameof(Seconds))]
    public void ProductsAndDiagonalAreThoseOfTheHessian(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            var forms = new Forms(tested, arguments);
            double[] hessian = forms.Hessian();
            int n = tested.Inputs(arguments).Length;
            double scale = hessian.Select(Math.Abs).DefaultIfEmpty(0).Max();
            double tolerance = tested.IsSingle ? 1e-4 : 1e-11;
            double[] diagonal = forms.HessianDiagonal();
            for (int i = 0; i < n; i++) AssertClose(hessian[i * n + i], diagonal[i], tolerance, scale, "the diagonal", arguments);
            var random = new Random(11);
            double[] direction = [.. Enumerable.Range(0, n).Select(_ => Round(random))];
            var (alone, value, gradient, product) = forms.HessianTimes(direction);
            AssertSameBits(tested.Primal(arguments).Value, value, "value", arguments);
            AssertAllClose(tested.Gradient(arguments).Gradient, gradient, tested, "gradient", arguments);
            for (int i = 0; i < n; i++)
            {
                double expected = Enumerable.Range(0, n).Sum(j => hessian[i * n + j] * direction[j]);
                AssertClose(expected, product[i], tolerance, scale, "the product", arguments);
                AssertClose(product[i], alone[i], tested.IsSingle ? 1e-6 : 1e-13, 0, "the product alone", arguments);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReverseProducts))]
    public void TheAdjointsAgreeWithDifferences(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.SmoothPoints(tested))
        {
            var forms = new Forms(tested, arguments);
            var random = new Random(17);
            Forms.Directions adjoints = Random(forms.Results(arguments, forms.WithAdjoints), random);
            foreach (var (parameter, actual) in forms.CallVjp(adjoints).Directions.Parameters.Where(pair => forms.WithRespectTo.Contains(pair.Key)))
            {
                double[] inputs = forms.Inputs.Parameters[parameter];
                Assert.Equal(inputs.Length, actual.Length);
                for (int i = 0; i < inputs.Length; i++)
                {
                    double Product(double x) => adjoints.Times(forms.Results(forms.With(parameter, i, x), forms.WithAdjoints));
                    AssertDifference(Differences.At(Product, inputs[i], tested.IsSingle), actual[i], tested, $"{parameter}, component {i} at {Text(arguments)}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(BothProducts))]
    public void ForwardAndReverseProductsAreTransposed(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            var forms = new Forms(tested, arguments);
            var random = new Random(3);
            for (int repetition = 0; repetition < 3; repetition++)
            {
                Forms.Directions adjoints = Random(forms.Results(arguments, forms.WithAdjoints), random);
                Forms.Directions tangents = Random(forms.Inputs, random);
                double forward = adjoints.Times(forms.CallJvp(tangents).Directions);
                double reverse = tangents.Times(forms.CallVjp(adjoints).Directions);
                double scale = 1 + Math.Abs(forward);
                AssertClose(forward, reverse, tested.IsSingle ? 1e-4 : 1e-11, scale, "the product", arguments);
            }
        }
    }

    [Theory]
    [MemberData(nameof(BothProducts))]
    public void TheProductsGiveThePrimalsResultAndLeaveItsArguments(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            var forms = new Forms(tested, arguments);
            Case.Outcome expected = tested.Primal(arguments);
            Forms.Directions adjoints = Random(forms.Results(arguments, forms.WithAdjoints), new Random(5));
            Forms.Directions tangents = Random(forms.Inputs, new Random(6));
            foreach (Forms.Outcome outcome in new[] { forms.CallVjp(adjoints), forms.CallJvp(tangents) })
            {
                AssertSameBits(expected.Value, outcome.Value, "result", arguments);
                AssertSameArguments(expected.Arguments, outcome.Arguments, "product");
            }
        }
    }

    private static Forms.Directions Random(Forms.Directions shape, Random random) => new(
        [.. shape.Returned.Select(_ => Round(random))],
        shape.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Select(_ => Round(random)).ToArray()));

    /// <summary>A number that a float holds exactly.</summary>
    private static double Round(Random random) => Math.Round((2 * random.NextDouble() - 1) * 64) / 32;

    private static void AssertDifference(Differences.Estimate estimate, double actual, Case tested, string what)
    {
        double size = Math.Abs(estimate.Value) + Math.Abs(actual);
        Assert.True(estimate.Error <= (tested.IsSingle ? 1e-2 : 1e-5) * Math.Max(1, size), "differences decide nothing for " + what);
        double allowed = 10 * estimate.Error + (tested.IsSingle ? 1e-4 : 1e-9) * size;
        Assert.True(
            Math.Abs(estimate.Value - actual) <= allowed,
            what + string.Create(CultureInfo.InvariantCulture, $": derivative {actual:R}, differences {estimate.Value:R} ± {allowed:E1}"));
    }
}
