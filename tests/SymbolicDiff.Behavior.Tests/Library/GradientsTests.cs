using System.Globalization;

namespace SymbolicDiff.Behavior.Tests.Library;

public class GradientsTests
{
    [Fact]
    public void Stop_is_the_identity()
    {
        double[] array = [1];
        Assert.Equal(-0.0, Gradients.Stop(-0.0));
        Assert.Equal(1.5f, Gradients.Stop(1.5f));
        Assert.Same(array, Gradients.Stop(array));
    }

    [Fact]
    public void A_right_gradient_passes_and_the_point_is_not_changed()
    {
        double[] point = [1.5, -2, 0.25, 0];

        Gradients.Check(Rosenbrock, RosenbrockGradient, point);

        Assert.Equal([1.5, -2, 0.25, 0], point);
    }

    [Fact]
    public void A_wrong_component_is_named_with_both_numbers()
    {
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            x => x[0] * x[0] + 3 * x[1], x => [2 * x[0], 2.5], [4, 5]));

        Assert.Equal(1, error.Index);
        Assert.Equal(2.5, error.Component);
        Assert.Equal(3, error.Difference, 9);
        Assert.Contains("Component 1", error.Message);
        Assert.Contains("2.5", error.Message);
        Assert.Contains("relative error 1.7E-1", error.Message);
    }

    [Fact]
    public void Of_several_wrong_components_the_worst_is_named()
    {
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            x => x[0] + x[1] + x[2], _ => [1.01, -1, 0.9], [1, 2, 3]));

        Assert.Equal(1, error.Index);
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1e-3)]
    [InlineData(1.0)]
    [InlineData(1e9)]
    [InlineData(1e200)]
    public void The_step_follows_the_coordinates_scale(double x)
    {
        Gradients.Check(Math.Log, t => 1 / t, x);
        Assert.Throws<GradientMismatchException>(() => Gradients.Check(Math.Log, t => 1.001 / t, x));
    }

    [Fact]
    public void Sharply_bent_functions_get_shorter_steps()
    {
        Gradients.Check(t => Math.Sin(1000 * t), t => 1000 * Math.Cos(1000 * t), 0.3);
        Assert.Throws<GradientMismatchException>(() => Gradients.Check(t => Math.Sin(1000 * t), t => 1001 * Math.Cos(1000 * t), 0.3));
    }

    [Fact]
    public void A_vanishing_derivative_is_told_from_a_small_one()
    {
        Gradients.Check(Math.Cos, t => -Math.Sin(t), 0);
        Gradients.Check(Math.Cos, t => -Math.Sin(t), 1e-9);
        Gradients.Check(_ => 1e12, _ => 0, 7);
        Assert.Throws<GradientMismatchException>(() => Gradients.Check(Math.Cos, t => 1e-7, 0));
    }

    [Fact]
    public void A_value_that_is_no_number_is_a_mismatch()
    {
        Assert.Throws<GradientMismatchException>(() => Gradients.Check(t => t * t, _ => double.NaN, 1));
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(Math.Sqrt, t => 0.5 / Math.Sqrt(t), 0));
        Assert.Equal(double.NaN, error.Difference);
        Assert.Contains("no finite differences", error.Message);
    }

    [Fact]
    public void The_function_may_write_into_its_argument()
    {
        Gradients.Check(
            x =>
            {
                double sum = x[0] * x[1];
                x.AsSpan().Clear();
                return sum;
            },
            x =>
            {
                double[] gradient = [x[1], x[0]];
                x.AsSpan().Clear();
                return gradient;
            },
            [2, 3]);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => Gradients.Check(null!, x => x, [1]));
        Assert.Throws<ArgumentNullException>(() => Gradients.Check(x => x[0], null!, [1]));
        Assert.Throws<ArgumentNullException>(() => Gradients.Check(x => x[0], x => x, null!));
        Assert.Throws<ArgumentNullException>(() => Gradients.Check(x => x[0], _ => null!, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gradients.Check(x => x[0], _ => [1], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gradients.Check(x => x[0], _ => [1], [1], double.NaN));
        Assert.Throws<ArgumentException>("gradient", () => Gradients.Check(x => x[0], _ => [1, 2], [1]));
    }

    [Fact]
    public void The_message_does_not_follow_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var swedish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (swedish.NumberFormat.NumberDecimalSeparator, swedish.NumberFormat.NegativeSign) = (",", "\u2212");
        CultureInfo.CurrentCulture = swedish;
        try
        {
            var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(t => -t, _ => -1.5, 1));
            Assert.Contains("is -1.5,", error.Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static double Rosenbrock(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
            sum += 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2);
        return sum;
    }

    private static double[] RosenbrockGradient(double[] x)
    {
        double[] gradient = new double[x.Length];
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double u = x[i + 1] - x[i] * x[i];
            gradient[i] += -400 * x[i] * u - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * u;
        }

        return gradient;
    }
}
