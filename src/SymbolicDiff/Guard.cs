using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SymbolicDiff;

/// <summary>The checks at the head of emitted methods: nothing is written before they have passed.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static partial class Guard
{
    /// <summary>
    /// Requires that <paramref name="buffer"/> can take the gradient of <paramref name="parameter"/>: it has its length, or shape (row by row for
    /// jagged arrays), its rows are arrays of their own, and it shares no memory with the parameter or another input.
    /// </summary>
    /// <param name="buffer">The caller's buffer.</param>
    /// <param name="parameter">The parameter whose gradient it takes.</param>
    /// <param name="input1">Another input; null and empty ones share no memory. For more than six, call again.</param>
    /// <param name="input2">Another input.</param>
    /// <param name="input3">Another input.</param>
    /// <param name="input4">Another input.</param>
    /// <param name="input5">Another input.</param>
    /// <param name="input6">Another input.</param>
    /// <param name="bufferName">Filled in by the compiler.</param>
    /// <param name="parameterName">Filled in by the compiler.</param>
    /// <param name="input1Name">Filled in by the compiler.</param>
    /// <param name="input2Name">Filled in by the compiler.</param>
    /// <param name="input3Name">Filled in by the compiler.</param>
    /// <param name="input4Name">Filled in by the compiler.</param>
    /// <param name="input5Name">Filled in by the compiler.</param>
    /// <param name="input6Name">Filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException">The buffer or the parameter is a null array.</exception>
    /// <exception cref="ArgumentException">The buffer has another shape, or shares memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Buffer(
        Storage buffer,
        Storage parameter,
        Storage input1 = default,
        Storage input2 = default,
        Storage input3 = default,
        Storage input4 = default,
        Storage input5 = default,
        Storage input6 = default,
        [CallerArgumentExpression(nameof(buffer))] string bufferName = "",
        [CallerArgumentExpression(nameof(parameter))] string parameterName = "",
        [CallerArgumentExpression(nameof(input1))] string input1Name = "",
        [CallerArgumentExpression(nameof(input2))] string input2Name = "",
        [CallerArgumentExpression(nameof(input3))] string input3Name = "",
        [CallerArgumentExpression(nameof(input4))] string input4Name = "",
        [CallerArgumentExpression(nameof(input5))] string input5Name = "",
        [CallerArgumentExpression(nameof(input6))] string input6Name = "")
    {
        if (!buffer.HasShapeOf(parameter))
            ThrowShape(buffer, parameter, bufferName, parameterName);
        RequireDistinctRows(buffer, bufferName);
        RequireSeparate(buffer, parameter, bufferName, parameterName);
        RequireSeparate(buffer, input1, bufferName, input1Name);
        RequireSeparate(buffer, input2, bufferName, input2Name);
        RequireSeparate(buffer, input3, bufferName, input3Name);
        RequireSeparate(buffer, input4, bufferName, input4Name);
        RequireSeparate(buffer, input5, bufferName, input5Name);
        RequireSeparate(buffer, input6, bufferName, input6Name);
    }

    /// <summary>Requires that the arguments share no memory, and that the rows of a jagged one are arrays of their own.</summary>
    /// <param name="first">An array or span; null and empty ones share no memory.</param>
    /// <param name="second">An array or span.</param>
    /// <param name="firstName">Filled in by the compiler.</param>
    /// <param name="secondName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">Two arguments, or two rows, share memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Distinct(
        Storage first,
        Storage second = default,
        [CallerArgumentExpression(nameof(first))] string firstName = "",
        [CallerArgumentExpression(nameof(second))] string secondName = "")
    {
        RequireDistinctRows(first, firstName);
        RequireDistinctRows(second, secondName);
        RequireSeparate(first, second, firstName, secondName);
    }

    /// <summary>Requires that the arguments share no memory, and that the rows of a jagged one are arrays of their own.</summary>
    /// <param name="first">An array or span; null and empty ones share no memory.</param>
    /// <param name="second">An array or span.</param>
    /// <param name="third">An array or span.</param>
    /// <param name="fourth">An array or span.</param>
    /// <param name="fifth">An array or span.</param>
    /// <param name="sixth">An array or span.</param>
    /// <param name="seventh">An array or span.</param>
    /// <param name="eighth">An array or span.</param>
    /// <param name="firstName">Filled in by the compiler.</param>
    /// <param name="secondName">Filled in by the compiler.</param>
    /// <param name="thirdName">Filled in by the compiler.</param>
    /// <param name="fourthName">Filled in by the compiler.</param>
    /// <param name="fifthName">Filled in by the compiler.</param>
    /// <param name="sixthName">Filled in by the compiler.</param>
    /// <param name="seventhName">Filled in by the compiler.</param>
    /// <param name="eighthName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">Two arguments, or two rows, share memory.</exception>
    public static void Distinct(
        Storage first,
        Storage second,
        Storage third,
        Storage fourth = default,
        Storage fifth = default,
        Storage sixth = default,
        Storage seventh = default,
        Storage eighth = default,
        [CallerArgumentExpression(nameof(first))] string firstName = "",
        [CallerArgumentExpression(nameof(second))] string secondName = "",
        [CallerArgumentExpression(nameof(third))] string thirdName = "",
        [CallerArgumentExpression(nameof(fourth))] string fourthName = "",
        [CallerArgumentExpression(nameof(fifth))] string fifthName = "",
        [CallerArgumentExpression(nameof(sixth))] string sixthName = "",
        [CallerArgumentExpression(nameof(seventh))] string seventhName = "",
        [CallerArgumentExpression(nameof(eighth))] string eighthName = "")
    {
        // Each argument against all later ones, by moving the arguments up; absent ones are null.
        RequireDistinctRows(first, firstName);
        while (!(second.IsNull && third.IsNull && fourth.IsNull && fifth.IsNull && sixth.IsNull && seventh.IsNull && eighth.IsNull))
        {
            RequireSeparate(first, second, firstName, secondName);
            RequireSeparate(first, third, firstName, thirdName);
            RequireSeparate(first, fourth, firstName, fourthName);
            RequireSeparate(first, fifth, firstName, fifthName);
            RequireSeparate(first, sixth, firstName, sixthName);
            RequireSeparate(first, seventh, firstName, seventhName);
            RequireSeparate(first, eighth, firstName, eighthName);

            first = second;
            firstName = secondName;
            second = third;
            secondName = thirdName;
            third = fourth;
            thirdName = fourthName;
            fourth = fifth;
            fourthName = fifthName;
            fifth = sixth;
            fifthName = sixthName;
            sixth = seventh;
            sixthName = seventhName;
            seventh = eighth;
            seventhName = eighthName;
            eighth = default;
            RequireDistinctRows(first, firstName);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireSeparate(Storage one, Storage other, string oneName, string otherName)
    {
        if (one.Overlaps(other))
            ThrowOverlap(oneName, otherName);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireDistinctRows(Storage storage, string name)
    {
        if (storage.HasRepeatedRow)
            ThrowRepeatedRow(name);
    }

    [DoesNotReturn]
    private static void ThrowShape(Storage buffer, Storage parameter, string bufferName, string parameterName)
    {
        if (parameter.IsNull)
            throw new ArgumentNullException(parameterName);
        if (buffer.IsNull)
            throw new ArgumentNullException(bufferName);
        ShapeDifference difference = buffer.Difference(parameter);
        throw new ArgumentException($"The buffer has {difference.Own}{difference.Place}, but '{parameterName}' has {difference.Other}.", bufferName);
    }

    [DoesNotReturn]
    private static void ThrowOverlap(string name, string otherName) =>
        throw new ArgumentException($"It shares memory with '{otherName}'.", name);

    [DoesNotReturn]
    private static void ThrowRepeatedRow(string name) =>
        throw new ArgumentException("Two of its rows are the same array.", name);
}
