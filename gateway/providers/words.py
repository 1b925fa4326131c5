"""Which values of a wire format are not texts: protocol words, identifiers, sealed blobs.

A name alone never hides a value: each kind must also look like what it is said to be.
"""

import re


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


WORDS = _names(
    "type role model format media_type mimeType mime_type status object detail effort verbosity"
    " service_tier serviceTier tool_choice encoding_format finish_reason finishReason stop_reason"
    " phase mode language voice size quality background truncation summary_type include syntax"
    " system_fingerprint anthropic_version anthropic_beta ttl event event_type object_type"
    " logprobs_mode responseMimeType response_mime_type taskType task_type responseModalities"
    " modalities threshold required $ref $schema additionalProperties native_finish_reason"
    " provider modelVersion model_version op done_reason blockReason trafficType"
)
"""Keys whose values come from a short list of the protocol."""

IDS = _names(
    "id uuid call_id tool_call_id tool_use_id item_id previous_message_id responseId response_id"
    " message_id event_id request_id previous_response_id prompt_cache_key container_id"
)
"""Keys whose values the provider or an SDK made up. Ids that people fill in are not here."""

SEALED = _names(
    "signature thoughtSignature thought_signature encrypted_content encrypted_index"
    " encrypted_stdout fingerprint requestState obfuscation"
)
"""Keys whose values only the provider can read, or are padding."""

KNOWN_KEYS = (
    WORDS
    | IDS
    | SEALED
    | _names(
        "messages content text input output prompt instructions system contents parts tools"
        " function functions name description parameters arguments tool_calls function_call custom"
        " metadata user safety_identifier custom_id stop suffix thinking image_url url"
        " input_audio data file file_data file_id filename source title context citations"
        " cited_text document_title input_schema properties items enum default examples const"
        " systemInstruction system_instruction generationConfig functionCall function_call args"
        " functionResponse function_response response request requests inlineData inline_data"
        " fileData file_data fileUri file_uri displayName display_name executableCode code"
        " codeExecutionResult contents instances embedding texts inputs query queries question"
        " documents message delta choices refusal reasoning reasoning_content summary results"
        " user_location approximate city region country timezone prediction response_format"
        " json_schema schema q variables audio transcript logs outputs action actions search"
        " functionDeclarations function_declarations user_id generateContentRequest server_url"
        " toolConfig toolSpec toolUse toolResult inputSchema json document image video bytes uri"
        " s3Location inputText guardContent searchResult reasoningContent reasoningText citations"
        " promptVariables requestMetadata sessionState invokeModel converse modelInput prompts"
        " authorization headers stop_sequences params attachments body value logprobs cachedContent"
        " keywords known_speaker_names revised_prompt segments word words session item sample"
        " additional_instructions additional_messages tool_outputs thread details data_sources"
        " operation diff path command commands stdout stderr attributes"
        " images template state questions criteria search_results related_questions"
        " reasoning_details executed_tools result structuredContent inputResponses"
        " argument uri roots"
        " chat_history preamble tool_results tool_plan outputs call additional_command"
    )
)
"""Field names that may stand in a segment's path. Others may be content and show as "*"."""

_WORD = re.compile(r"(?=.*[A-Za-z])[\w.:/$+-]{1,128}|[0-9.:-]{0,5}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(
    r"(?=.*[A-Za-z])[A-Za-z0-9_.:|=/+~-]{1,512}|[0-9]{0,5}"
    r"|[0-9]{8}-[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{12}"  # a UUID without letters
)
_PERSONAL = re.compile(r"[A-Za-z]{2}[0-9]{6}[A-Da-d]?")  # a National Insurance or passport number
_BLOB = re.compile(r"[A-Za-z0-9+/=_\-\r\n]*")
_LONG_BLOB = 256


def is_word(text: str) -> bool:
    """Whether this can be a word of a protocol: short, no spaces, no bare number."""
    return _WORD.fullmatch(text) is not None and not _PERSONAL.fullmatch(text)


def is_id(text: str) -> bool:
    """Whether this can be an identifier made by a machine."""
    return _ID.fullmatch(text) is not None and not _PERSONAL.fullmatch(text)


def is_blob(text: str) -> bool:
    """Whether this uses only the letters of base64."""
    return _BLOB.fullmatch(text) is not None


def is_long_blob(text: str) -> bool:
    """Whether this is base64 of some length, so that scanning it as text would say nothing."""
    return len(text) >= _LONG_BLOB and is_blob(text)


def counts_as_text(number: str) -> bool:
    """Whether a JSON number has digits enough to identify somebody (a case, an account)."""
    number = number.lower().lstrip("-")
    whole = number.partition("e" if "e" in number else ".")[0].replace(".", "")
    return len(whole) >= 6


def label(step: object) -> str:
    """A step of a path for the name of a channel: the same for the same key, but never content."""
    if isinstance(step, str) and step not in KNOWN_KEYS:
        return f"~{hash(step) & 0xFFFFFFFF:x}"
    return str(step) if isinstance(step, str | int) else "~"


def show(path: tuple[str | int, ...]) -> str:
    """The path as a JSON pointer, without keys that may be content themselves."""
    return "".join(
        f"/{step}" if isinstance(step, int) or step in KNOWN_KEYS else "/*" for step in path
    )
