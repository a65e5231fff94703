#pragma once
// A Document as it stands, ids and all, in an image (base/image.h).
#include "base/image.h"
#include "document/node.h"

namespace formwork {

struct DocumentImage {
  template <class Image>
  static void members(Image& image, Is<Document::Record> auto& record) {
    Span span = record.span();
    Span key = record.key_span();
    std::uint32_t kind = record.kind;
    std::uint32_t style = record.style;
    image(record.key_hash, record.next, record.key, record.key_size, record.text, record.text_size,
          record.parent, record.previous, record.count, record.table, span, key, kind, style);
    if constexpr (Image::kReads) {
      record.set_span(span);
      record.set_key_span(key);
      record.kind = kind & 0xFFU;
      record.style = style & 0x7FU;
    }
  }

  /// Of one that no merge made: what values replaced is not kept.
  template <class Image>
  static void members(Image& image, Is<Document> auto& document) {
    if constexpr (Image::kReads) {
      const std::string_view pool = image.text();
      document.blocks_.clear();
      document.pages_.clear();
      document.used_ = 0;
      if (!pool.empty()) (void)document.intern(pool);
    } else {
      // Between texts that did not fit a page lies what was in memory: it is no part of the image.
      std::string pool(document.used_, '\0');
      const auto take = [&](std::uint32_t at, std::uint32_t size) {
        pool.replace(at, size, document.pool(at, size));
      };
      for (const Document::Record& record : document.records_) {
        take(record.key, record.key_size);
        if (!record.is_collection()) take(record.text, record.text_size);
      }
      image.text(pool);
    }
    image(document.index_, document.root_);
    std::size_t count = document.records_.size();
    image(count);
    if constexpr (Image::kReads) document.records_.resize(count);
    for (std::size_t id = 1; id < count; ++id) members(image, document.records_[id]);
  }
};

template <class Image>
void members(Image& image, Is<Document> auto& document) {
  DocumentImage::members(image, document);
}

}  // namespace formwork
