using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    /// <param name="input1">Another input; null and empty ones share no memory.</param>
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

    /// <summary>Requires that <paramref name="values"/>, which are only read, have the length or shape of <paramref name="parameter"/>.</summary>
    /// <param name="values">What the caller gives for the parameter, its tangent for example.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="valuesName">Filled in by the compiler.</param>
    /// <param name="parameterName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException">One of them is a null array.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Shape(
        Storage values,
        Storage parameter,
        [CallerArgumentExpression(nameof(values))] string valuesName = "",
        [CallerArgumentExpression(nameof(parameter))] string parameterName = "")
    {
        if (!values.HasShapeOf(parameter))
            ThrowShape(values, parameter, valuesName, parameterName);
    }

    /// <summary>
    /// Requires that <paramref name="buffer"/> holds as many numbers as a matrix of so many rows and columns, and that it shares no memory with an input.
    /// </summary>
    /// <param name="buffer">The caller's buffer.</param>
    /// <param name="rows">The number of components of the result.</param>
    /// <param name="columns">The number of components of the parameter.</param>
    /// <param name="input1">An input; null and empty ones share no memory.</param>
    /// <param name="input2">An input; null and empty ones share no memory.</param>
    /// <param name="input3">An input; null and empty ones share no memory.</param>
    /// <param name="input4">An input; null and empty ones share no memory.</param>
    /// <param name="input5">An input; null and empty ones share no memory.</param>
    /// <param name="input6">An input; null and empty ones share no memory.</param>
    /// <param name="bufferName">Filled in by the compiler.</param>
    /// <param name="input1Name">Filled in by the compiler.</param>
    /// <param name="input2Name">Filled in by the compiler.</param>
    /// <param name="input3Name">Filled in by the compiler.</param>
    /// <param name="input4Name">Filled in by the compiler.</param>
    /// <param name="input5Name">Filled in by the compiler.</param>
    /// <param name="input6Name">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The buffer holds another number of them, or shares memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Matrix(
        Storage buffer,
        int rows,
        int columns,
        Storage input1 = default,
        Storage input2 = default,
        Storage input3 = default,
        Storage input4 = default,
        Storage input5 = default,
        Storage input6 = default,
        [CallerArgumentExpression(nameof(buffer))] string bufferName = "",
        [CallerArgumentExpression(nameof(input1))] string input1Name = "",
        [CallerArgumentExpression(nameof(input2))] string input2Name = "",
        [CallerArgumentExpression(nameof(input3))] string input3Name = "",
        [CallerArgumentExpression(nameof(input4))] string input4Name = "",
        [CallerArgumentExpression(nameof(input5))] string input5Name = "",
        [CallerArgumentExpression(nameof(input6))] string input6Name = "")
    {
        if (buffer.Count != (long)rows * columns)
            ThrowMatrix(buffer, rows, columns, bufferName);
        RequireSeparate(buffer, input1, bufferName, input1Name);
        RequireSeparate(buffer, input2, bufferName, input2Name);
        RequireSeparate(buffer, input3, bufferName, input3Name);
        RequireSeparate(buffer, input4, bufferName, input4Name);
        RequireSeparate(buffer, input5, bufferName, input5Name);
        RequireSeparate(buffer, input6, bufferName, input6Name);
    }

    /// <summary>Requires that no two rows of a jagged array are the same array.</summary>
    /// <param name="storage">A jagged array; null and empty ones share no memory.</param>
    /// <param name="storageName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">A row occurs twice.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Distinct(Storage storage, [CallerArgumentExpression(nameof(storage))] string storageName = "") =>
        RequireDistinctRows(storage, storageName);

    /// <summary>Requires that the arguments share no memory with each other.</summary>
    /// <param name="first">An array or span; null and empty ones share no memory.</param>
    /// <param name="second">Another one.</param>
    /// <param name="firstName">Filled in by the compiler.</param>
    /// <param name="secondName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">They share memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Distinct(
        Storage first,
        Storage second,
        [CallerArgumentExpression(nameof(first))] string firstName = "",
        [CallerArgumentExpression(nameof(second))] string secondName = "") =>
        RequireSeparate(first, second, firstName, secondName);

    /// <summary>Requires that two references name different variables.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="first">A parameter by reference.</param>
    /// <param name="second">Another one.</param>
    /// <param name="firstName">Filled in by the compiler.</param>
    /// <param name="secondName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">They name the same variable.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reference<T>(
        in T first,
        in T second,
        [CallerArgumentExpression(nameof(first))] string firstName = "",
        [CallerArgumentExpression(nameof(second))] string secondName = "")
    {
        if (Unsafe.AreSame(in first, in second))
            ThrowOverlap(firstName, secondName);
    }

    /// <summary>Requires that a reference names no element of an array or span.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="element">A parameter by reference.</param>
    /// <param name="storage">An array or span; null and empty ones have no elements.</param>
    /// <param name="elementName">Filled in by the compiler.</param>
    /// <param name="storageName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The reference names an element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reference<T>(
        in T element,
        ReadOnlySpan<T> storage,
        [CallerArgumentExpression(nameof(element))] string elementName = "",
        [CallerArgumentExpression(nameof(storage))] string storageName = "")
    {
        if (new ReadOnlySpan<T>(in element).Overlaps(storage))
            ThrowOverlap(elementName, storageName);
    }

    /// <inheritdoc cref="Reference{T}(in T, ReadOnlySpan{T}, string, string)"/>
    public static void Reference<T>(
        in T element,
        T[,]? storage,
        [CallerArgumentExpression(nameof(element))] string elementName = "",
        [CallerArgumentExpression(nameof(storage))] string storageName = "")
    {
        if (storage is { Length: > 0 })
            Reference(in element, MemoryMarshal.CreateReadOnlySpan(ref storage[0, 0], storage.Length), elementName, storageName);
    }

    /// <inheritdoc cref="Reference{T}(in T, ReadOnlySpan{T}, string, string)"/>
    public static void Reference<T>(
        in T element,
        T[]?[]? storage,
        [CallerArgumentExpression(nameof(element))] string elementName = "",
        [CallerArgumentExpression(nameof(storage))] string storageName = "")
    {
        foreach (T[]? row in storage ?? [])
            Reference(in element, row, elementName, storageName);
    }

    /// <summary>Requires that a reference names nothing in an array or span of structures.</summary>
    /// <typeparam name="T">The type of what the reference names.</typeparam>
    /// <param name="element">A parameter by reference.</param>
    /// <param name="storage">The array or span.</param>
    /// <param name="elementName">Filled in by the compiler.</param>
    /// <param name="storageName">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The reference names part of an element.</exception>
    public static void Reference<T>(
        in T element,
        Storage storage,
        [CallerArgumentExpression(nameof(element))] string elementName = "",
        [CallerArgumentExpression(nameof(storage))] string storageName = "")
    {
        if (storage.Holds(in element))
            ThrowOverlap(elementName, storageName);
    }

    /// <summary>The memory of a span of structures or tuples, for the other checks.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="span">The span.</param>
    /// <returns>The memory.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Storage Of<T>(ReadOnlySpan<T> span) => Storage.Of(ref MemoryMarshal.GetReference(span), span.Length, null);

    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Storage Of<T>(Span<T> span) => Storage.Of(ref MemoryMarshal.GetReference(span), span.Length, null);

    /// <summary>The memory of an array of structures or tuples, for the other checks.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="array">The array, or null.</param>
    /// <returns>The memory.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Storage Of<T>(T[]? array) =>
        array is null ? default : Storage.Of(ref MemoryMarshal.GetArrayDataReference(array), array.Length, null);

    /// <inheritdoc cref="Of{T}(T[])"/>
    public static Storage Of<T>(T[,]? array) =>
        array is null ? default : Storage.Of(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.LongLength, array);

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
    private static void ThrowShape(Storage storage, Storage parameter, string name, string parameterName)
    {
        if (parameter.IsNull)
            throw new ArgumentNullException(Argument(parameterName));
        if (storage.IsNull)
            throw new ArgumentNullException(Argument(name));
        ShapeDifference difference = storage.Difference(parameter);
        throw new ArgumentException($"It has {difference.Own}{difference.Place}, but '{Argument(parameterName)}' has {difference.Other}.", Argument(name));
    }

    [DoesNotReturn]
    private static void ThrowMatrix(Storage buffer, int rows, int columns, string name) =>
        throw new ArgumentException($"It has length {buffer.Count}, but the Jacobian has {rows} rows of {columns}.", name);

    [DoesNotReturn]
    private static void ThrowOverlap(string name, string otherName) =>
        throw new ArgumentException($"It shares memory with '{Argument(otherName)}'.", Argument(name));

    [DoesNotReturn]
    private static void ThrowRepeatedRow(string name) =>
        throw new ArgumentException("Two of its rows are the same array.", name);

    /// <summary>The argument that stands in <c>Guard.Of(argument)</c>.</summary>
    private static string Argument(string text)
    {
        const string Of = "Guard.Of(";
        int start = text.IndexOf(Of, StringComparison.Ordinal);
        return start < 0 ? text : text[(start + Of.Length)..^1];
    }
}
